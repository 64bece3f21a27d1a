// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;
import org.springframework.util.function.SingletonSupplier;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.endpoint.EndpointAccess;

/**
 * Makes the ways to endpoints whose connection string names an identity. At the start it
 * waits a moment for their first keys, before the web server opens, so that clients are
 * not turned away that come at once. Any thread may use it.
 */
public final class IdentityAccesses implements SmartLifecycle {

	/** Behind the service connections, before the web server. */
	private static final int PHASE = ServiceConnections.PHASE + 256;

	private static final Logger logger = LoggerFactory.getLogger(IdentityAccesses.class);

	private final Supplier<EntraTokenProvider> tokens;

	private final AccessKeyClient client;

	private final @Nullable String applicationName;

	private final TokenAlgorithm algorithm;

	private final Duration patience;

	/** Those made before the start. */
	private final Queue<IdentityAccess> first = new ConcurrentLinkedQueue<>();

	private volatile boolean running;

	/**
	 * Makes the maker.
	 * @param tokens gives what gets the identities' tokens, asked when it is first needed
	 * @param client asks services for keys
	 * @param applicationName put before hub names, or {@code null}
	 * @param algorithm how tokens of clients are signed
	 * @param patience longest time that the start waits for keys
	 */
	public IdentityAccesses(Supplier<EntraTokenProvider> tokens, AccessKeyClient client,
			@Nullable String applicationName, TokenAlgorithm algorithm, Duration patience) {
		this.tokens = SingletonSupplier.of(tokens);
		this.client = client;
		this.applicationName = applicationName;
		this.algorithm = algorithm;
		this.patience = patience;
	}

	/**
	 * Makes the way to an endpoint.
	 * @param endpoint the endpoint
	 * @return how it is reached
	 */
	public EndpointAccess accessTo(ServiceEndpoint endpoint) {
		IdentityAccess access = new IdentityAccess(endpoint, this.applicationName, this.algorithm, this.tokens.get(),
				this.client, Schedulers.parallel());
		if (!this.running) {
			this.first.add(access);
		}
		return access;
	}

	@Override
	public void start() {
		this.running = true;
		CompletableFuture<?>[] answers = this.first.stream()
			.map((access) -> access.firstAnswer().toCompletableFuture())
			.toArray(CompletableFuture[]::new);
		this.first.clear();
		CompletableFuture.allOf(answers)
			.completeOnTimeout(null, this.patience.toMillis(), TimeUnit.MILLISECONDS)
			.join();
		if (!CompletableFuture.allOf(answers).isDone()) {
			logger.warn("Not all services have given a key yet; their clients are turned away until they do.");
		}
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
