// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.load.dialect.Wire;

/**
 * What the clients of a population have in common.
 *
 * @param loop the generator's loop
 * @param address where the server listens
 * @param dialect what it wants to hear
 * @param wire how that is said
 * @param transport how it is carried
 * @param users whether each client names a user of its own
 * @param owner whom the clients belong to
 * @param requests connections for single requests
 */
public record ClientSettings(GeneratorLoop loop, Address address, Dialect dialect, Wire wire, Transport transport,
		boolean users, ClientOwner owner, HttpPool requests) {

	/**
	 * Creates a client.
	 * @param index number of the client in its population
	 * @return the client, not connected yet
	 * @throws IllegalArgumentException if the dialect is not spoken over the transport
	 */
	public Client client(int index) {
		boolean signalR = this.dialect == Dialect.SIGNALR_JSON || this.dialect == Dialect.SIGNALR_MESSAGEPACK;
		if (this.transport == Transport.WEB_SOCKETS) {
			return new WebSocketClient(this, index);
		}
		if (!signalR) {
			throw new IllegalArgumentException(this.dialect + " is spoken over WebSockets only");
		}
		if (this.transport == Transport.LONG_POLLING) {
			return new LongPollingClient(this, index);
		}
		if (this.wire.binary()) {
			throw new IllegalArgumentException("Server-sent events carry text only, so no MessagePack");
		}
		return new ServerSentEventsClient(this, index);
	}

	boolean negotiates() {
		return this.dialect == Dialect.SIGNALR_JSON || this.dialect == Dialect.SIGNALR_MESSAGEPACK;
	}

}
