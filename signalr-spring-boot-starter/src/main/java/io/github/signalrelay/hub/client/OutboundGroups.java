// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.LeaveGroupWithAck;
import io.github.signalrelay.protocol.service.ServiceLink;

import org.springframework.util.Assert;

/**
 * Groups of a hub. Who is a member is the service's knowledge alone.
 *
 * @param output way to the service
 * @param origin service connection of the flow
 */
public record OutboundGroups(ClientOutput output, Supplier<@Nullable ServiceLink> origin) implements Groups {

	@Override
	public CompletionStage<Void> add(String connectionId, String group) {
		return change(connectionId, group, (ackId) -> new JoinGroupWithAck(connectionId, group, ackId, null));
	}

	@Override
	public CompletionStage<Void> remove(String connectionId, String group) {
		return change(connectionId, group, (ackId) -> new LeaveGroupWithAck(connectionId, group, ackId, null));
	}

	private CompletionStage<Void> change(String connectionId, String group,
			IntFunction<? extends AckableMessage> message) {
		Assert.hasLength(connectionId, "The id of a connection must not be empty");
		Assert.hasLength(group, "The name of a group must not be empty");
		CompletableFuture<Void> done = new CompletableFuture<>();
		this.output.sendAndAwaitAck(message, this.origin.get()).whenComplete((found, error) -> {
			if (error != null) {
				done.completeExceptionally(error);
			}
			else {
				done.complete(null); // "not found" is an unknown connection: no error
			}
		});
		return done;
	}

}
