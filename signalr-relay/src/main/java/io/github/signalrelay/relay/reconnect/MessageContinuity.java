// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HandshakeRequest;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * Sees to it that no message between a client and its hub is lost or doubled when the
 * client comes back. A client connection asks it at three points. Called on the event
 * loop of the connection.
 */
public interface MessageContinuity {

	/** For connections that end with their transport. */
	MessageContinuity NONE = new MessageContinuity() {

		@Override
		public HandshakeRequest agree(HandshakeRequest request) {
			return request;
		}

		@Override
		public void begin(HubFraming framing, HubProtocol protocol) {
			// There is nothing to count
		}

		@Override
		public Payload received(Payload messages) {
			return messages;
		}

		@Override
		public void tolerateData(boolean tolerated) {
			// Nothing is kept
		}

	};

	/**
	 * The client has sent its handshake, whose version tells whether it keeps to what was
	 * negotiated.
	 * @param request what the client asked for
	 * @return what the app server is to see
	 */
	HandshakeRequest agree(HandshakeRequest request);

	/**
	 * The handshake was answered; what is written and received from now on counts.
	 * @param framing framing of the hub protocol
	 * @param protocol the hub protocol
	 */
	void begin(HubFraming framing, HubProtocol protocol);

	/**
	 * Takes out what is not for the hub.
	 * @param messages whole hub messages of the client
	 * @return those for the hub, or {@code null} when none is left
	 * @throws io.github.signalrelay.protocol.hub.HubProtocolException if a message cannot
	 * be read
	 * @throws SequenceException if the client has lost messages
	 */
	@Nullable Payload received(Payload messages);

	/**
	 * Whether the client's own app server was asked to pause and may have more under way,
	 * which is kept beyond the limits then.
	 * @param tolerated {@code false} once the app server has acknowledged
	 */
	void tolerateData(boolean tolerated);

}
