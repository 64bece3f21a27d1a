// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HandshakeProtocol;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HandshakeResponse;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.reconnect.MessageContinuity;
import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * The handshake of one client until the hub has answered it: reads what it settles, and
 * keeps the multicasts that wait for the answer. Owned by the event loop of the
 * connection.
 */
final class HubHandshake {

	private final ClientHubProtocols protocols;

	private final MessageContinuity continuity;

	private @Nullable AgreedHandshake agreed;

	private @Nullable HeldFrames held;

	HubHandshake(ClientHubProtocols protocols, MessageContinuity continuity) {
		this.protocols = protocols;
		this.continuity = continuity;
	}

	/**
	 * Reads what the client asks for.
	 * @return what stands against it, or {@code null} when it is agreed on
	 * @throws HubProtocolException if it cannot be read
	 */
	@Nullable String read(Payload request, TransportType transport) {
		HandshakeRequest handshake = HandshakeProtocol.parseRequest(request.asByteBuffer());
		if (handshake == null) {
			throw new HubProtocolException("The handshake request is empty.");
		}
		ClientHubProtocol hubProtocol = this.protocols.of(handshake.protocol());
		String problem = this.protocols.problemOf(handshake, transport);
		if (problem != null || hubProtocol == null) {
			return String.valueOf(problem);
		}
		HandshakeRequest forHub = this.continuity.agree(handshake);
		this.agreed = hubProtocol.agree(handshake.protocol(),
				forHub.equals(handshake) ? request : HandshakeProtocol.writeRequest(forHub));
		return null;
	}

	/** What is settled, once it is. */
	@Nullable AgreedHandshake agreed() {
		return this.agreed;
	}

	/** Whether the hub's answer lets the client in. */
	static boolean isSuccess(Payload answer) {
		try {
			HandshakeResponse response = HandshakeProtocol.parseResponse(answer.asByteBuffer());
			return response == null || response.isSuccess();
		}
		catch (HubProtocolException ex) {
			return true; // the client will see what is wrong with it
		}
	}

	/** The hub has let the client in, and the answer is written. */
	void answered() {
		if (this.agreed != null) {
			ClientHubProtocol hubProtocol = this.agreed.hubProtocol();
			this.continuity.begin(hubProtocol.framing(), hubProtocol.protocol());
		}
	}

	/**
	 * Keeps a multicast until the hub has answered.
	 * @return bytes that are kept by now
	 */
	long hold(SharedFrame frame) {
		HeldFrames frames = this.held;
		if (frames == null) {
			frames = new HeldFrames();
			this.held = frames;
		}
		frames.add(frame);
		return frames.bytes();
	}

	/** Gives up what was kept; whoever takes it releases it. */
	@Nullable HeldFrames takeHeld() {
		HeldFrames frames = this.held;
		this.held = null;
		return frames;
	}

	/** Forgets what was kept. */
	void discardHeld() {
		HeldFrames frames = takeHeld();
		if (frames != null) {
			frames.release((frame) -> {
			});
		}
	}

}
