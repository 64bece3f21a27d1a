// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.runtime.HubTransmitter;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.container.ServiceEnvironment;

/**
 * Sends one hub's messages over its service connections. When none is connected a message
 * is tried three times, 200 ms apart, each time with a new choice of connection (service
 * protocol reference, 6.1).
 */
public final class HubConnections implements HubTransmitter {

	private static final int TRIES = 3;

	private static final long RETRY_DELAY_MILLIS = 200;

	private final ServiceConnectionContainer container;

	private final ServiceEnvironment environment;

	/**
	 * Creates the transmitter of a hub.
	 * @param container its service connections
	 * @param environment what all hubs share
	 */
	public HubConnections(ServiceConnectionContainer container, ServiceEnvironment environment) {
		this.container = container;
		this.environment = environment;
	}

	/**
	 * The service connections.
	 * @return the container
	 */
	public ServiceConnectionContainer container() {
		return this.container;
	}

	@Override
	public CompletionStage<Void> send(ServiceMessage message, @Nullable ServiceLink origin) {
		CompletableFuture<Void> result = new CompletableFuture<>();
		write(message, origin, result, 1);
		return result;
	}

	@Override
	public CompletionStage<Boolean> sendAndAwaitAck(IntFunction<? extends AckableMessage> message,
			@Nullable ServiceLink origin) {
		AckRegistry.PendingAck ack = this.environment.acks().register();
		CompletionStage<Void> sent;
		try {
			sent = send(message.apply(ack.id()), origin);
		}
		catch (RuntimeException ex) {
			ack.result().completeExceptionally(ex);
			return ack.result();
		}
		sent.whenComplete((done, failure) -> {
			if (failure != null) {
				ack.result().completeExceptionally(failure);
			}
		});
		return ack.result();
	}

	@Override
	public String serverId() {
		return this.environment.serverId().value();
	}

	private void write(ServiceMessage message, @Nullable ServiceLink origin, CompletableFuture<Void> result,
			int attempt) {
		ServiceConnection connection = this.container.choose(message, origin);
		if (connection != null) {
			connection.send(message);
			connection.whenWritable().whenComplete((done, failure) -> complete(result, failure));
		}
		else if (attempt >= TRIES || this.container.isStopped()) {
			result.completeExceptionally(new IOException(
					"Failed writing to the service, no connection is active. " + this.container.lastProblem()));
		}
		else {
			this.environment.scheduler()
				.schedule(() -> write(message, origin, result, attempt + 1), RETRY_DELAY_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	private static void complete(CompletableFuture<Void> result, @Nullable Throwable failure) {
		if (failure != null) {
			result.completeExceptionally(failure);
		}
		else {
			result.complete(null);
		}
	}

}
