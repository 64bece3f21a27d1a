// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;
import io.github.signalrelay.protocol.negotiate.TransportType;

/**
 * Hub protocols that clients may ask for. Safe for use by many threads.
 */
final class ClientHubProtocols {

	private final ClientHubProtocol json = new ClientHubProtocol(HubFraming.RECORD_SEPARATOR, new JsonHubProtocol());

	private final ClientHubProtocol messagePack = new ClientHubProtocol(HubFraming.LENGTH_PREFIX,
			new MessagePackHubProtocol());

	/**
	 * Finds a hub protocol by its name.
	 * @return the protocol, or {@code null} when it is not known
	 */
	@Nullable ClientHubProtocol of(String protocol) {
		HubFraming framing = HubFraming.of(protocol);
		if (framing == null) {
			return null;
		}
		return (framing == HubFraming.RECORD_SEPARATOR) ? this.json : this.messagePack;
	}

	/**
	 * Looks for what stands against a handshake.
	 * @return error for the client, or {@code null}
	 */
	@Nullable String problemOf(HandshakeRequest request, TransportType transport) {
		ClientHubProtocol wanted = of(request.protocol());
		if (wanted == null) {
			return ClientTexts.unknownProtocol(request.protocol());
		}
		if (transport == TransportType.SERVER_SENT_EVENTS && !wanted.isText()) {
			return ClientTexts.binaryProtocol(request.protocol());
		}
		if (request.version() > HubProtocol.VERSION) {
			return ClientTexts.unknownVersion(request.protocol(), request.version());
		}
		return null;
	}

}
