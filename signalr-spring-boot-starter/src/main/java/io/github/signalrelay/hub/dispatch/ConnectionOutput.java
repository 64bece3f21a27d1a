// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

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

	private final ServiceLink link;

	private final ClientOutput whenFull;

	private final HeldOutput held;

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
		this.held = new HeldOutput(link::send);
	}

	boolean isWritable() {
		return this.link.isWritable() && !this.held.isHolding();
	}

	/**
	 * The service wants nothing for this client for a while, and is told of our consent.
	 */
	void pause() {
		if (this.held.hold()) {
			this.link.send(new ConnectionFlowControl(this.connectionId, FlowControlTarget.CLIENT,
					FlowControlOperation.PAUSE_ACK));
		}
	}

	/** The service takes more for this client. */
	void resume() {
		this.held.release();
	}

	void handshake(Payload response) {
		send(response, DataMessageType.HANDSHAKE);
	}

	void ping(Payload ping) {
		if (!this.held.isHolding()) {
			send(ping, DataMessageType.OTHER);
		}
	}

	void completion(Payload completion) {
		if (this.held.isHolding()) {
			this.held.add(data(completion, DataMessageType.INVOCATION));
		}
		else {
			send(completion, DataMessageType.INVOCATION);
		}
	}

	/**
	 * Writes an item of a stream.
	 * @param item the item
	 * @return {@code null} if there is room for more, else completes when there is
	 */
	@Nullable CompletionStage<Void> item(Payload item) {
		if (this.held.isHolding()) {
			return this.held.add(data(item, DataMessageType.INVOCATION));
		}
		if (this.link.isWritable()) {
			send(item, DataMessageType.INVOCATION);
			return null;
		}
		return this.whenFull.send(data(item, DataMessageType.INVOCATION), this.link);
	}

	void end(ConnectionEnd reason, @Nullable HubProtocol protocol) {
		this.held.release();
		if (reason.close() != null && protocol != null) {
			send(protocol.write(reason.close()), DataMessageType.CLOSE);
		}
		if (reason.tellService()) {
			// without a text: the client has been told, and is not to be told more
			this.link.send(new CloseConnection(this.connectionId, "", MessageHeaders.NONE, null));
		}
	}

	private void send(Payload payload, DataMessageType type) {
		this.link.send(data(payload, type));
	}

	private ConnectionData data(Payload payload, DataMessageType type) {
		return new ConnectionData(this.connectionId, payload, null, type, false);
	}

}
