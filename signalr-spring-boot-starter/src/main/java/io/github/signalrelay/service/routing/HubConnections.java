// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.runtime.HubTransmitter;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.container.ServiceEnvironment;
import io.github.signalrelay.service.endpoint.EndpointRouter;

/**
 * Sends one hub's messages to the endpoints that the router names, over the service
 * connection that each endpoint's container chooses.
 */
public final class HubConnections implements HubTransmitter {

	private static final Logger logger = LoggerFactory.getLogger(HubConnections.class);

	private final HubEndpoints endpoints;

	private final MessageRoutes routes;

	private final ServiceEnvironment environment;

	private final EndpointWriter writer;

	/**
	 * Creates the transmitter of a hub.
	 * @param endpoints its endpoints
	 * @param router chooses among them
	 * @param environment what all hubs share
	 */
	public HubConnections(HubEndpoints endpoints, EndpointRouter router, ServiceEnvironment environment) {
		this.endpoints = endpoints;
		this.routes = new MessageRoutes(router);
		this.environment = environment;
		this.writer = new EndpointWriter(environment.scheduler());
	}

	@Override
	public CompletionStage<Void> send(ServiceMessage message, @Nullable ServiceLink origin) {
		List<ServiceConnectionContainer> targets;
		try {
			targets = this.routes.of(message, this.endpoints.sending());
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedStage(ex);
		}
		if (targets.size() == 1) {
			return this.writer.write(targets.get(0), message, origin);
		}
		return sendToEach(targets, message, origin).thenApply((count) -> null);
	}

	@Override
	public CompletionStage<Integer> ask(ClientInvocation question, @Nullable ServiceLink origin) {
		try {
			return sendToEach(this.routes.of(question, this.endpoints.sending()), question, origin);
		}
		catch (RuntimeException ex) {
			return CompletableFuture.failedStage(ex);
		}
	}

	/** What only the client's own endpoint knows must not go to others. */
	@Override
	public CompletionStage<Void> sendOver(ServiceMessage message, ServiceLink link) {
		if (link instanceof ServiceConnection own && own.isActive()) {
			own.send(message);
			return own.whenWritable();
		}
		if (message instanceof MultiConnectionData) {
			return send(message, link); // the client may have moved meanwhile
		}
		return CompletableFuture.failedStage(new IOException("The client's service connection takes no messages."));
	}

	@Override
	public CompletionStage<Boolean> sendAndAwaitAck(IntFunction<? extends AckableMessage> message,
			@Nullable ServiceLink origin) {
		AckRegistry.PendingAck first = this.environment.acks().register();
		AckableMessage ofFirst;
		List<ServiceConnectionContainer> targets;
		try {
			ofFirst = message.apply(first.id());
			targets = this.routes.of(ofFirst, this.endpoints.sending());
		}
		catch (RuntimeException ex) {
			first.result().completeExceptionally(ex);
			return first.result();
		}
		if (targets.isEmpty()) {
			dropped(ofFirst);
			first.result().complete(false);
			return first.result();
		}
		writeAckable(targets.get(0), first, ofFirst, origin);
		if (targets.size() == 1) {
			return first.result();
		}
		GatheredAcks gathered = new GatheredAcks(ofFirst, targets.size());
		first.result().whenComplete(gathered::answer);
		for (ServiceConnectionContainer other : targets.subList(1, targets.size())) {
			AckRegistry.PendingAck ack = this.environment.acks().register();
			ack.result().whenComplete(gathered::answer);
			writeAckable(other, ack, message.apply(ack.id()), origin);
		}
		return gathered.result();
	}

	private void writeAckable(ServiceConnectionContainer target, AckRegistry.PendingAck ack, AckableMessage message,
			@Nullable ServiceLink origin) {
		this.writer.write(target, message, origin).whenComplete((done, failure) -> {
			if (failure != null) {
				ack.result().completeExceptionally(failure);
			}
		});
	}

	private CompletableFuture<Integer> sendToEach(List<ServiceConnectionContainer> targets, ServiceMessage message,
			@Nullable ServiceLink origin) {
		if (targets.isEmpty()) {
			dropped(message);
			return CompletableFuture.completedFuture(0);
		}
		GatheredWrites writes = new GatheredWrites(message.getClass().getSimpleName(), targets.size());
		for (ServiceConnectionContainer target : targets) {
			this.writer.write(target, message, origin).whenComplete((done, failure) -> writes.outcome(failure));
		}
		return writes.result();
	}

	private static void dropped(ServiceMessage message) {
		logger.warn("A {} was dropped: the endpoint router chose no endpoint for it.",
				message.getClass().getSimpleName());
	}

	@Override
	public String serverId() {
		return this.environment.serverId().value();
	}

}
