// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.input;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ServiceLink;

import org.springframework.util.unit.DataSize;

/**
 * What one client has sent and its hub has not read yet. Owned by the serial queue of the
 * connection, except for {@link #arrived}, which any thread may call.
 */
public final class ClientInput {

	private final InputGate gate;

	private final PartialInput partial;

	private final ReceiveBuffer buffer;

	private boolean completed;

	/**
	 * Creates the input of a client.
	 * @param options limits of its hub
	 * @param connectionId the client
	 * @param link tells its service connection
	 */
	public ClientInput(HubOptions options, String connectionId, Supplier<ServiceLink> link) {
		DataSize largest = options.maximumReceiveMessageSize();
		int maximumMessageSize = (largest != null) ? (int) largest.toBytes() : Integer.MAX_VALUE;
		long waiting = options.applicationMaxBufferSize().toBytes();
		this.gate = new InputGate(connectionId, link, waiting);
		this.partial = new PartialInput(maximumMessageSize + waiting);
		this.buffer = new ReceiveBuffer(maximumMessageSize);
	}

	/**
	 * Counts bytes before they are queued.
	 * @param bytes number of bytes
	 */
	public void arrived(int bytes) {
		this.gate.arrived(bytes);
	}

	/**
	 * Adds a chunk.
	 * @param data the chunk
	 * @throws HubProtocolException if too many partial chunks wait
	 */
	public void add(ConnectionData data) {
		if (data.isPartial()) {
			this.partial.hold(data.payload());
		}
		else {
			this.buffer.add(this.partial.complete(data.payload()));
		}
	}

	/** The client came back on another transport, where it repeats partial chunks. */
	public void dropPartial() {
		this.gate.consumed(this.partial.drop());
	}

	/** Nothing more will come. */
	public void complete() {
		this.completed = true;
	}

	/**
	 * Whether {@link #complete} was called.
	 * @return {@code true} when nothing more will come
	 */
	public boolean isCompleted() {
		return this.completed;
	}

	/**
	 * Whether no bytes wait.
	 * @return {@code true} when all was read
	 */
	public boolean isEmpty() {
		return this.buffer.size() == 0;
	}

	/**
	 * Reads a message.
	 * @param protocol hub protocol of the client
	 * @param binder knows types
	 * @return the message, or {@code null} when more bytes must come first
	 * @throws HubProtocolException if the client broke the protocol
	 */
	public @Nullable HubMessage read(HubProtocol protocol, InvocationBinder binder) {
		return read((waiting) -> waiting.read((bytes) -> protocol.parse(bytes, binder)));
	}

	/**
	 * Reads what is no message of a hub protocol: the handshake request.
	 * @param reader reads from the bytes that wait
	 * @param <T> what comes of it
	 * @return what came of it, or {@code null} when more bytes must come first
	 */
	public <T> @Nullable T read(Function<ReceiveBuffer, @Nullable T> reader) {
		int before = this.buffer.size();
		T outcome = reader.apply(this.buffer);
		this.gate.consumed(before - this.buffer.size());
		return outcome;
	}

	/** The client has moved to another service connection of this server. */
	public void moved() {
		this.gate.moved();
	}

	/** All that waits is the beginning of a message: the rest must be let in. */
	public void starving() {
		this.gate.starving();
	}

	/** Nobody reads any more. */
	public void end() {
		this.buffer.clear();
		this.partial.drop();
		this.gate.ended();
	}

}
