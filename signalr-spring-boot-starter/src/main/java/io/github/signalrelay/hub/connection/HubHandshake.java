// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.client.MessageEncoder;
import io.github.signalrelay.hub.input.OversizedMessageException;
import io.github.signalrelay.hub.input.ReceiveBuffer;
import io.github.signalrelay.hub.runtime.ErrorTexts;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HandshakeProtocol;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HandshakeResponse;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;

/**
 * The server's side of the handshake (hub protocol reference, section 2). Whether the
 * transport can carry the protocol was checked by the relay, which knows the transport.
 *
 * @param encoder knows the hub protocols
 * @param texts texts for clients
 */
record HubHandshake(MessageEncoder encoder, ErrorTexts texts) {

	/** Answer to a request that did not come in time, or not within the allowed size. */
	static final Payload CANCELED = HandshakeProtocol.writeResponse(new HandshakeResponse("Handshake was canceled."));

	private static final Payload SUCCESS = HandshakeProtocol.writeResponse(HandshakeResponse.SUCCESS);

	/**
	 * Reads the request of a client, if it is whole.
	 * @param input bytes of the client
	 * @return what to answer, or {@code null} when more bytes must come first
	 */
	@Nullable Outcome read(ReceiveBuffer input) {
		HandshakeRequest request;
		try {
			request = input.read(HandshakeProtocol::parseRequest);
		}
		catch (OversizedMessageException ex) {
			return new Outcome(null, CANCELED);
		}
		catch (HubProtocolException ex) {
			return failure(this.texts.handshakeFailed(ex));
		}
		return (request != null) ? check(request) : null;
	}

	private Outcome check(HandshakeRequest request) {
		HubProtocol protocol = this.encoder.protocol(request.protocol());
		if (protocol == null) {
			return failure("The protocol '" + request.protocol() + "' is not supported.");
		}
		if (request.version() > HubProtocol.VERSION) {
			return failure("The server does not support version " + request.version() + " of the '" + request.protocol()
					+ "' protocol.");
		}
		return new Outcome(protocol, SUCCESS);
	}

	private static Outcome failure(String error) {
		return new Outcome(null, HandshakeProtocol.writeResponse(new HandshakeResponse(error)));
	}

	/**
	 * Outcome of a handshake.
	 *
	 * @param protocol the client's hub protocol, or {@code null} when it is refused
	 * @param response what to answer
	 */
	record Outcome(@Nullable HubProtocol protocol, Payload response) {

	}

}
