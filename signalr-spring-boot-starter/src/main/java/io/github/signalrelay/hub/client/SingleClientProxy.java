// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.client.ClientOutput.ClientQuestion;
import io.github.signalrelay.hub.client.ClientOutput.LocalClient;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceLink;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Calls one client. A client of this server is called over its own service connection, in
 * its own protocol only; any other as multicasts are.
 *
 * @param output way to the clients
 * @param encoder encodes the calls
 * @param origin service connection of the flow
 * @param connectionId the client
 * @param refusal tells why the client cannot be asked for a result now, or {@code null}
 */
record SingleClientProxy(ClientOutput output, MessageEncoder encoder, Supplier<@Nullable ServiceLink> origin,
		String connectionId, Function<String, @Nullable Exception> refusal) implements ClientProxy {

	@Override
	public CompletionStage<Void> send(String method, @Nullable Object... arguments) {
		LocalClient local = this.output.localClient(this.connectionId);
		if (local == null) {
			return this.output.send(message(this.encoder.encode(method, arguments)), this.origin.get());
		}
		MultiConnectionData message = message(this.encoder.encode(method, arguments, local.protocol()));
		return this.output.sendOver(message, local.link());
	}

	@Override
	@SuppressWarnings("unchecked") // the type says so
	public <T> CompletableFuture<T> invoke(String method, ParameterizedTypeReference<T> resultType,
			@Nullable Object... arguments) {
		Exception refused = this.refusal.apply(this.connectionId);
		if (refused != null) {
			return CompletableFuture.failedFuture(refused);
		}
		return (CompletableFuture<T>) this.output
			.ask(new ClientQuestion(this.connectionId, method, arguments, resultType.getType(), this.origin.get()));
	}

	private MultiConnectionData message(Payloads payloads) {
		return new MultiConnectionData(List.of(this.connectionId), payloads, null, null);
	}

}
