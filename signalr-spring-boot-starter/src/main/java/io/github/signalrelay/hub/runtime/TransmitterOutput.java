// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.runtime;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.client.ClientOutput;
import io.github.signalrelay.hub.result.ClientResults;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * Sends a hub's messages over the transmitter, once it is there.
 */
public final class TransmitterOutput implements ClientOutput {

	private final String hub;

	private final Function<String, @Nullable LocalClient> localClients;

	private volatile @Nullable HubTransmitter transmitter;

	private volatile @Nullable ClientResults results;

	/**
	 * Creates an output without a transmitter: sends fail.
	 * @param hub name of the hub
	 * @param localClients finds clients that this server serves
	 */
	public TransmitterOutput(String hub, Function<String, @Nullable LocalClient> localClients) {
		this.hub = hub;
		this.localClients = localClients;
	}

	/**
	 * Says where the results of clients are waited for. Called once, ahead of all
	 * questions.
	 * @param newResults the results of the hub
	 */
	public void answers(ClientResults newResults) {
		this.results = newResults;
	}

	/**
	 * Id of this app server.
	 * @return the id, empty without a transmitter
	 */
	public String serverId() {
		HubTransmitter current = this.transmitter;
		return (current != null) ? current.serverId() : "";
	}

	/**
	 * Gives the hub its way to the relays.
	 * @param newTransmitter the way
	 */
	public void connect(HubTransmitter newTransmitter) {
		this.transmitter = newTransmitter;
	}

	@Override
	public CompletionStage<Void> send(ServiceMessage message, @Nullable ServiceLink origin) {
		HubTransmitter current = this.transmitter;
		return (current != null) ? current.send(message, origin) : CompletableFuture.failedStage(notConnected());
	}

	@Override
	public CompletionStage<Void> sendOver(ServiceMessage message, ServiceLink link) {
		HubTransmitter current = this.transmitter;
		return (current != null) ? current.sendOver(message, link) : CompletableFuture.failedStage(notConnected());
	}

	@Override
	public CompletionStage<Integer> sendQuestion(ClientInvocation question, @Nullable ServiceLink origin) {
		HubTransmitter current = this.transmitter;
		return (current != null) ? current.ask(question, origin) : CompletableFuture.failedStage(notConnected());
	}

	@Override
	public CompletionStage<Boolean> sendAndAwaitAck(IntFunction<? extends AckableMessage> message,
			@Nullable ServiceLink origin) {
		HubTransmitter current = this.transmitter;
		return (current != null) ? current.sendAndAwaitAck(message, origin)
				: CompletableFuture.failedStage(notConnected());
	}

	@Override
	public CompletableFuture<Object> ask(ClientQuestion question) {
		HubTransmitter current = this.transmitter;
		ClientResults asked = this.results;
		return (current != null && asked != null) ? asked.ask(question, current.serverId())
				: CompletableFuture.failedFuture(notConnected());
	}

	private IOException notConnected() {
		return new IOException("Hub '" + this.hub + "' is not connected to a service yet");
	}

	@Override
	public @Nullable LocalClient localClient(String connectionId) {
		return this.localClients.apply(connectionId);
	}

}
