// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.reload;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.connection.EndpointType;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.EndpointConnector;

/**
 * Brings an application from the endpoints that it has to those that it shall have, one
 * change after the other: what is wanted while a change is under way waits, and only the
 * last of it counts (service protocol reference, 5.7). Guarded by its own monitor.
 */
public final class EndpointReload {

	private static final Logger logger = LoggerFactory.getLogger(EndpointReload.class);

	private final EndpointScale scale;

	private final EndpointConnector connector;

	private boolean running;

	private @Nullable Wanted waiting;

	/**
	 * Creates a reload.
	 * @param scale adds and removes endpoints
	 * @param connector prepares endpoints
	 */
	public EndpointReload(EndpointScale scale, EndpointConnector connector) {
		this.scale = scale;
		this.connector = connector;
	}

	/**
	 * Changes the endpoints.
	 * @param wanted endpoints at different addresses, at least one of them primary
	 * @return completes when all is changed, or when something newer is wanted; fails if
	 * these cannot be the endpoints of an application, and changes nothing then
	 */
	public CompletionStage<Void> reload(List<ServiceEndpoint> wanted) {
		String problem = problemOf(wanted);
		if (problem != null) {
			logger.error("The endpoints of the application stay as they are: {}", problem);
			return CompletableFuture.failedStage(new IllegalArgumentException(problem));
		}
		Wanted next = new Wanted(List.copyOf(wanted), new CompletableFuture<>());
		synchronized (this) {
			if (this.running) {
				if (this.waiting != null) {
					this.waiting.done().complete(null);
				}
				this.waiting = next;
				return next.done();
			}
			this.running = true;
		}
		run(next);
		return next.done();
	}

	private static @Nullable String problemOf(List<ServiceEndpoint> wanted) {
		if (wanted.stream().noneMatch((endpoint) -> endpoint.type() == EndpointType.PRIMARY)) {
			return "No primary endpoint defined.";
		}
		long addresses = wanted.stream()
			.map((endpoint) -> endpoint.connectionString().endpointText())
			.distinct()
			.count();
		return (addresses < wanted.size()) ? "Several endpoints have the same address." : null;
	}

	private void run(Wanted current) {
		change(current.endpoints()).whenComplete((done, failure) -> {
			if (failure != null) {
				logger.error("Not all endpoints could be changed.", failure);
				current.done().completeExceptionally(failure);
			}
			else {
				current.done().complete(null);
			}
			Wanted next;
			synchronized (this) {
				next = this.waiting;
				this.waiting = null;
				this.running = next != null;
			}
			if (next != null) {
				run(next);
			}
		});
	}

	/** What stays is updated at once; adding comes before removing. */
	private CompletionStage<Void> change(List<ServiceEndpoint> wanted) {
		try {
			EndpointChanges changes = EndpointChanges.between(this.scale.endpoints(), wanted);
			changes.updated().forEach((connected, endpoint) -> {
				logger.info("Endpoint {} changes to {}.", connected, endpoint);
				this.connector.update(connected, endpoint);
			});
			List<ConnectedEndpoint> added = changes.added().stream().map(this.connector::connect).toList();
			return all(added.stream().map(this.scale::add).toList())
				.thenCompose((done) -> all(changes.removed().stream().map(this.scale::remove).toList()));
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

	private static CompletableFuture<Void> all(Collection<CompletableFuture<Void>> stages) {
		return CompletableFuture.allOf(stages.toArray(CompletableFuture[]::new));
	}

	/**
	 * Endpoints that somebody wants.
	 *
	 * @param endpoints the endpoints
	 * @param done completes when the application has them
	 */
	private record Wanted(List<ServiceEndpoint> endpoints, CompletableFuture<Void> done) {
	}

}
