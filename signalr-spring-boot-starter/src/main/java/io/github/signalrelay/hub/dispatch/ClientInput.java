// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * What one client has sent and its hub has not read yet. Owned by the serial queue of the
 * connection, except for {@link #arrived}, which any thread may call.
 */
final class ClientInput {

	private final InputGate gate;

	private final PartialInput partial;

	private final ReceiveBuffer buffer;

	private boolean completed;

	ClientInput(HubRuntime hub, String connectionId, Supplier<ServiceLink> link) {
		long waiting = hub.options().applicationMaxBufferSize().toBytes();
		this.gate = new InputGate(connectionId, link, waiting);
		this.partial = new PartialInput(hub.maximumMessageSize() + waiting);
		this.buffer = new ReceiveBuffer(hub.maximumMessageSize());
	}

	/**
	 * Counts bytes before they are queued.
	 * @param bytes number of bytes
	 */
	void arrived(int bytes) {
		this.gate.arrived(bytes);
	}

	/**
	 * Adds a chunk.
	 * @param data the chunk
	 * @throws HubProtocolException if too many partial chunks wait
	 */
	void add(ConnectionData data) {
		if (data.isPartial()) {
			this.partial.hold(data.payload());
		}
		else {
			this.buffer.add(this.partial.complete(data.payload()));
		}
	}

	/** The client came back on another transport, where it repeats partial chunks. */
	void dropPartial() {
		this.gate.consumed(this.partial.drop());
	}

	/** Nothing more will come. */
	void complete() {
		this.completed = true;
	}

	boolean isCompleted() {
		return this.completed;
	}

	boolean isEmpty() {
		return this.buffer.size() == 0;
	}

	/**
	 * Reads a message.
	 * @param protocol hub protocol of the client
	 * @param binder knows types
	 * @return the message, or {@code null} when more bytes must come first
	 * @throws HubProtocolException if the client broke the protocol
	 */
	@Nullable HubMessage read(HubProtocol protocol, InvocationBinder binder) {
		int before = this.buffer.size();
		HubMessage message = this.buffer.read((bytes) -> protocol.parse(bytes, binder));
		this.gate.consumed(before - this.buffer.size());
		return message;
	}

	/**
	 * Reads the handshake request.
	 * @param handshake the server's side
	 * @return what came of it, or {@code null} when more bytes must come first
	 */
	HubHandshake.@Nullable Outcome read(HubHandshake handshake) {
		int before = this.buffer.size();
		HubHandshake.Outcome outcome = handshake.read(this.buffer);
		this.gate.consumed(before - this.buffer.size());
		return outcome;
	}

	/** All that waits is the beginning of a message: the rest must be let in. */
	void starving() {
		this.gate.starving();
	}

	/** Nobody reads any more. */
	void end() {
		this.buffer.clear();
		this.partial.drop();
		this.gate.ended();
	}

}
