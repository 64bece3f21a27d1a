// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.container.ServiceConnectionContainer;

/**
 * Writes messages to one endpoint at a time. When no connection is active a message is
 * tried three times, 200 ms apart, each time with a new choice of connection (service
 * protocol reference, 6.1).
 *
 * @param scheduler runs what is tried again
 */
record EndpointWriter(Scheduler scheduler) {

	private static final int TRIES = 3;

	private static final long RETRY_DELAY_MILLIS = 200;

	/**
	 * Writes a message.
	 * @param container service connections to the endpoint
	 * @param message the message
	 * @param origin service connection of the flow, or {@code null}
	 * @return completes when the message was handed over and there is room for more;
	 * fails with {@link IOException}
	 */
	CompletionStage<Void> write(ServiceConnectionContainer container, ServiceMessage message,
			@Nullable ServiceLink origin) {
		ServiceConnection connection = container.choose(message, origin);
		if (connection != null) {
			connection.send(message);
			return connection.whenWritable();
		}
		CompletableFuture<Void> result = new CompletableFuture<>();
		failed(container, message, origin, result, 1);
		return result;
	}

	private void failed(ServiceConnectionContainer container, ServiceMessage message, @Nullable ServiceLink origin,
			CompletableFuture<Void> result, int tries) {
		if (tries >= TRIES || container.isStopped()) {
			result.completeExceptionally(new IOException("Failed writing to the service " + container.endpoint()
					+ ", no connection is active. " + container.lastProblem()));
			return;
		}
		this.scheduler.schedule(() -> retry(container, message, origin, result, tries + 1), RETRY_DELAY_MILLIS,
				TimeUnit.MILLISECONDS);
	}

	private void retry(ServiceConnectionContainer container, ServiceMessage message, @Nullable ServiceLink origin,
			CompletableFuture<Void> result, int tries) {
		ServiceConnection connection = container.choose(message, origin);
		if (connection == null) {
			failed(container, message, origin, result, tries);
			return;
		}
		connection.send(message);
		connection.whenWritable().whenComplete((done, failure) -> {
			if (failure != null) {
				result.completeExceptionally(failure);
			}
			else {
				result.complete(null);
			}
		});
	}

}
