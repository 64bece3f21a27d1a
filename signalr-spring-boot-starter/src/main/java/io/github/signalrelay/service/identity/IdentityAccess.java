// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.identity;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.service.AccessKeyRequest;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.SigningKey;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.service.connection.ServiceLinkRequest;
import io.github.signalrelay.service.endpoint.EndpointAccess;

/**
 * Reaches an endpoint as an identity: service connections show the identity's token,
 * clients get tokens that are signed with a key of the service's (service protocol
 * reference, 1.4 and 5.6). The key is asked for over HTTP, and over each service
 * connection too. Any thread may use it; it never blocks.
 */
public final class IdentityAccess implements EndpointAccess {

	private static final Logger logger = LoggerFactory.getLogger(IdentityAccess.class);

	private static final Duration CHECK_INTERVAL = Duration.ofMinutes(1);

	private static final Duration REQUEST_INTERVAL = Duration.ofMinutes(10);

	private final ServiceEndpoint endpoint;

	private final ServiceUrls serverUrls;

	private final ServiceUrls clientUrls;

	private final EntraTokenProvider tokens;

	private final AccessKeyClient client;

	private final KeyRenewal renewal;

	private final AccessTokenIssuer issuer;

	private final Scheduler scheduler;

	private final Map<ServiceLink, Disposable> links = new ConcurrentHashMap<>();

	private final CompletableFuture<Void> firstAnswer = new CompletableFuture<>();

	private final AtomicBoolean asking = new AtomicBoolean();

	private final Disposable checks;

	/**
	 * Creates an access and asks for its first key.
	 * @param endpoint the endpoint
	 * @param applicationName put before hub names, or {@code null}
	 * @param algorithm how tokens of clients are signed
	 * @param tokens gets the identity's tokens
	 * @param client asks for keys
	 * @param scheduler runs what is due; its tasks never block
	 */
	public IdentityAccess(ServiceEndpoint endpoint, @Nullable String applicationName, TokenAlgorithm algorithm,
			EntraTokenProvider tokens, AccessKeyClient client, Scheduler scheduler) {
		this(endpoint, applicationName, algorithm, tokens, client, scheduler, Clock.systemUTC());
	}

	IdentityAccess(ServiceEndpoint endpoint, @Nullable String applicationName, TokenAlgorithm algorithm,
			EntraTokenProvider tokens, AccessKeyClient client, Scheduler scheduler, Clock clock) {
		this.endpoint = endpoint;
		this.serverUrls = new ServiceUrls(endpoint.connectionString(), null);
		this.clientUrls = new ServiceUrls(endpoint.connectionString(), applicationName);
		this.tokens = tokens;
		this.client = client;
		this.scheduler = scheduler;
		this.renewal = new KeyRenewal(clock);
		this.issuer = new AccessTokenIssuer(this::requireKey, algorithm, clock);
		this.checks = scheduler.schedulePeriodically(this::renewIfDue, 0, CHECK_INTERVAL.toMillis(),
				TimeUnit.MILLISECONDS);
	}

	@Override
	public URI address(ServiceLinkRequest request) {
		return URI.create(this.serverUrls.server(request.hub(), request.connectionId(), request.target()));
	}

	@Override
	public CompletionStage<String> token(ServiceLinkRequest request) {
		return this.tokens.token(this.endpoint);
	}

	@Override
	public ServiceUrls urls() {
		return this.clientUrls;
	}

	@Override
	public @Nullable AccessTokenIssuer clientTokens() {
		return (this.renewal.current() != null) ? this.issuer : null;
	}

	private SigningKey requireKey() {
		SigningKey key = this.renewal.current();
		if (key == null) {
			throw new IllegalStateException("The service has given no key to sign tokens with");
		}
		return key;
	}

	/**
	 * Waits for the service's first word about a key.
	 * @return completes when there is a key, or when the first attempts to get one have
	 * failed
	 */
	CompletionStage<Void> firstAnswer() {
		return this.firstAnswer;
	}

	/** Never two at once: three tries may take longer than the time between checks. */
	private void renewIfDue() {
		if (this.renewal.isDue() && this.asking.compareAndSet(false, true)) {
			this.client.get(this.endpoint.connectionString(), Mono.defer(() -> Mono.fromCompletionStage(bearer())))
				.doFinally((signal) -> this.asking.set(false))
				.subscribe(this::received, this::refused);
		}
	}

	private CompletionStage<String> bearer() {
		return this.tokens.token(this.endpoint);
	}

	private void received(SigningKey key) {
		this.renewal.received(key);
		this.firstAnswer.complete(null);
	}

	private void refused(Throwable failure) {
		this.renewal.refused();
		this.firstAnswer.complete(null);
		logger.warn("{}: no key for the tokens of clients{}: {}", this.endpoint,
				this.renewal.hasExpired() ? ", who cannot connect" : ", the last one is used on", failure.getMessage());
	}

	@Override
	public void opened(ServiceLink link) {
		Disposable requests = this.scheduler.schedulePeriodically(() -> request(link), 0, REQUEST_INTERVAL.toMillis(),
				TimeUnit.MILLISECONDS);
		this.links.put(link, requests);
	}

	private void request(ServiceLink link) {
		bearer().whenComplete((token, failure) -> {
			if (failure == null) {
				link.send(new AccessKeyRequest(token, null));
			}
			else {
				logger.debug("{}: no token to ask for a key with", this.endpoint, failure);
			}
		});
	}

	@Override
	public void received(AccessKeyResponse response) {
		String id = response.kid();
		String key = response.accessKey();
		String errorType = response.errorType();
		if ((errorType == null || errorType.isEmpty()) && id != null && key != null && !key.isEmpty()) {
			received(new SigningKey(new AccessKey(key), id));
		}
		else if (this.renewal.hasExpired()) {
			logger.warn("{}: the service gives no key for the tokens of clients, who cannot connect: {} {}",
					this.endpoint, errorType, response.errorMessage());
		}
	}

	@Override
	public void closed(ServiceLink link) {
		Disposable requests = this.links.remove(link);
		if (requests != null) {
			requests.dispose();
		}
	}

	@Override
	public void close() {
		this.checks.dispose();
		this.links.values().forEach(Disposable::dispose);
		this.links.clear();
	}

}
