// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.client.ClientOutput.LocalClient;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * Calls one client. A client of this server is called over its own service connection, in
 * its own protocol only; any other as multicasts are.
 *
 * @param output way to the clients
 * @param encoder encodes the calls
 * @param origin service connection of the flow
 * @param connectionId the client
 */
record SingleClientProxy(ClientOutput output, MessageEncoder encoder, Supplier<@Nullable ServiceLink> origin,
		String connectionId) implements ClientProxy {

	@Override
	public CompletionStage<Void> send(String method, @Nullable Object... arguments) {
		LocalClient local = this.output.localClient(this.connectionId);
		if (local == null) {
			return this.output.send(message(this.encoder.encode(method, arguments)), this.origin.get());
		}
		MultiConnectionData message = message(this.encoder.encode(method, arguments, local.protocol()));
		if (!local.link().isWritable()) {
			return this.output.send(message, local.link());
		}
		local.link().send(message);
		return CompletableFuture.completedStage(null);
	}

	private MultiConnectionData message(Payloads payloads) {
		return new MultiConnectionData(List.of(this.connectionId), payloads, null, null);
	}

}
