// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.Close;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Ping;
import io.github.signalrelay.protocol.hub.TransferFormat;

/**
 * A hub protocol as a client connection needs it: where messages end, and the few
 * messages that the relay writes itself. Safe for use by many threads.
 */
final class ClientHubProtocol {

	private final HubFraming framing;

	private final HubProtocol protocol;

	private final Payload ping;

	/** What was settled last: most clients send the very same request. */
	private volatile @Nullable AgreedHandshake latest;

	ClientHubProtocol(HubFraming framing, HubProtocol protocol) {
		this.framing = framing;
		this.protocol = protocol;
		this.ping = protocol.write(new Ping());
	}

	/**
	 * What is settled by a handshake for this protocol; clients that asked alike share
	 * it.
	 * @param name name of the protocol as the client wrote it
	 * @param request the request as app servers are to see it
	 */
	AgreedHandshake agree(String name, Payload request) {
		AgreedHandshake agreed = this.latest;
		if (agreed == null || !agreed.request().equals(request) || !agreed.protocol().equals(name)) {
			agreed = new AgreedHandshake(name, this, request);
			this.latest = agreed;
		}
		return agreed;
	}

	HubFraming framing() {
		return this.framing;
	}

	HubProtocol protocol() {
		return this.protocol;
	}

	boolean isText() {
		return this.protocol.transferFormat() == TransferFormat.TEXT;
	}

	Payload ping() {
		return this.ping;
	}

	Payload failure(String invocationId, String error) {
		return this.protocol.write(new Completion(Map.of(), invocationId, error, false, null));
	}

	Payload close(@Nullable String error, boolean allowReconnect) {
		return this.protocol.write(new Close(error, allowReconnect));
	}

}
