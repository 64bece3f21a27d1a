// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;

/**
 * Hub protocols that clients may ask for. Immutable.
 */
final class HubEncodings {

	private final HubEncoding json = new HubEncoding(HubFraming.RECORD_SEPARATOR, new JsonHubProtocol());

	private final HubEncoding messagePack = new HubEncoding(HubFraming.LENGTH_PREFIX, new MessagePackHubProtocol());

	/**
	 * Finds the encoding of a hub protocol.
	 * @return the encoding, or {@code null} for a protocol that is not known
	 */
	@Nullable HubEncoding of(String protocol) {
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
	@Nullable String problemOf(HandshakeRequest request) {
		if (HubFraming.of(request.protocol()) == null) {
			return ClientTexts.unknownProtocol(request.protocol());
		}
		if (request.version() > HubProtocol.VERSION) {
			return ClientTexts.unknownVersion(request.protocol(), request.version());
		}
		return null;
	}

}
