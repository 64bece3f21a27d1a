// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.client.ClientOutput;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * What is written to one client over its own service connection: answers, items of
 * streams, and what keeps the connection going. Called on the serial queue of the
 * connection, except for {@link #isWritable}, which any thread may ask.
 */
final class ConnectionOutput {

	private final String connectionId;

	/** Changes when the relay moves the client to another of its connections. */
	private volatile ServiceLink link;

	private final ClientOutput whenFull;

	private final HeldOutput held = new HeldOutput();

	/** Written on the queue, asked by any thread. */
	private volatile boolean muted;

	/**
	 * Creates an output.
	 * @param connectionId the client
	 * @param link its service connection
	 * @param whenFull writes over the same service connection, and tells when it has room
	 */
	ConnectionOutput(String connectionId, ServiceLink link, ClientOutput whenFull) {
		this.connectionId = connectionId;
		this.link = link;
		this.whenFull = whenFull;
	}

	ServiceLink link() {
		return this.link;
	}

	boolean isWritable() {
		return !this.muted && !this.held.isPaused() && this.link.isWritable();
	}

	/** The relay wants no more for this client for now. */
	void pause() {
		if (this.held.begin()) {
			this.link.send(new ConnectionFlowControl(this.connectionId, FlowControlTarget.CLIENT,
					FlowControlOperation.PAUSE_ACK));
		}
	}

	/**
	 * The relay wants more again.
	 * @param over service connection to take from now on
	 */
	void resume(ServiceLink over) {
		this.link = over;
		this.held.end(over::send);
	}

	/** The pause is no longer wanted: what was held is written. */
	void release() {
		this.held.end(this.link::send);
	}

	/** The client has moved to another server: nothing may reach it from here. */
	void mute() {
		this.muted = true;
		discard();
	}

	boolean isMuted() {
		return this.muted;
	}

	/** The service has ended the client: nobody wants what was held back. */
	void discard() {
		this.held.end((message) -> {
		});
	}

	void handshake(Payload response) {
		send(response, DataMessageType.HANDSHAKE);
	}

	void ping(Payload ping) {
		send(ping, DataMessageType.OTHER);
	}

	/**
	 * Writes an answer.
	 * @param completion the answer
	 * @return {@code null} if there is room for more, else completes when there is
	 */
	@Nullable CompletionStage<Void> completion(Payload completion) {
		return item(completion);
	}

	/**
	 * Writes an item of a stream.
	 * @param item the item
	 * @return {@code null} if there is room for more, else completes when there is
	 */
	@Nullable CompletionStage<Void> item(Payload item) {
		if (this.muted) {
			return null;
		}
		if (this.held.isPaused()) {
			return this.held.hold(data(item, DataMessageType.INVOCATION));
		}
		if (this.link.isWritable()) {
			send(item, DataMessageType.INVOCATION);
			return null;
		}
		return this.whenFull.sendOver(data(item, DataMessageType.INVOCATION), this.link);
	}

	void end(ConnectionEnd reason, @Nullable HubProtocol protocol) {
		this.held.end(this.link::send);
		if (reason.close() != null && protocol != null) {
			send(protocol.write(reason.close()), DataMessageType.CLOSE);
		}
		if (reason.tellService()) {
			// without a text: the client has been told, and is not to be told more
			this.link.send(new CloseConnection(this.connectionId, "", MessageHeaders.NONE, null));
		}
	}

	private void send(Payload payload, DataMessageType type) {
		if (this.muted) {
			return;
		}
		if (this.held.isPaused()) {
			this.held.hold(data(payload, type));
		}
		else {
			this.link.send(data(payload, type));
		}
	}

	private ConnectionData data(Payload payload, DataMessageType type) {
		return new ConnectionData(this.connectionId, payload, null, type, false);
	}

}
