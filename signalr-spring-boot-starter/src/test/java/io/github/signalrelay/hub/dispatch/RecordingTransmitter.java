// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.runtime.HubTransmitter;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * Writes down what a hub sends, and answers acks with what the test wants.
 */
final class RecordingTransmitter implements HubTransmitter {

	final List<Sent> sent = new CopyOnWriteArrayList<>();

	volatile CompletionStage<Boolean> ack = CompletableFuture.completedStage(true);

	volatile CompletionStage<Void> done = CompletableFuture.completedStage(null);

	/** How many endpoints a question to a client goes to. */
	volatile int endpoints = 1;

	private final AtomicInteger ackIds = new AtomicInteger();

	@Override
	public CompletionStage<Void> send(ServiceMessage message, @Nullable ServiceLink origin) {
		this.sent.add(new Sent(message, origin));
		return this.done;
	}

	@Override
	public CompletionStage<Void> sendOver(ServiceMessage message, ServiceLink link) {
		if (!(message instanceof MultiConnectionData) || !link.isWritable()) {
			return send(message, link);
		}
		link.send(message);
		return CompletableFuture.completedStage(null);
	}

	@Override
	public CompletionStage<Integer> ask(ClientInvocation question, @Nullable ServiceLink origin) {
		return send(question, origin).thenApply((done) -> this.endpoints);
	}

	@Override
	public CompletionStage<Boolean> sendAndAwaitAck(IntFunction<? extends AckableMessage> message,
			@Nullable ServiceLink origin) {
		this.sent.add(new Sent(message.apply(this.ackIds.incrementAndGet()), origin));
		return this.ack;
	}

	@Override
	public String serverId() {
		return "server";
	}

	record Sent(ServiceMessage message, @Nullable ServiceLink origin) {

	}

}
