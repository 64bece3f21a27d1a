// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.negotiate;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Answer to a negotiate request (transports reference, section 2; service protocol
 * reference, 4.1). One of: a connection to use, an address to negotiate with instead, an
 * error. Always sent with status 200.
 *
 * @param useStatefulReconnect whether both sides agreed on stateful reconnect; written
 * only when {@code true}
 * @param negotiateVersion version of the negotiation, or {@code null} when not told,
 * which means 0
 * @param url where to go instead, or {@code null}
 * @param accessToken token to use there, or {@code null}
 * @param connectionId id that hub code and other users see, or {@code null}
 * @param connectionToken secret that later requests carry as {@code id}, or {@code null}
 * when the id does, as with version 0
 * @param availableTransports transports in the order to try, or {@code null} when not
 * told
 * @param error why there is no connection, or {@code null}; then nothing else is written
 */
public record NegotiateResponse(boolean useStatefulReconnect, @Nullable Integer negotiateVersion, @Nullable String url,
		@Nullable String accessToken, @Nullable String connectionId, @Nullable String connectionToken,
		@Nullable List<AvailableTransport> availableTransports, @Nullable String error) {

	/** Highest version of the negotiation that servers answer with. */
	public static final int MAX_VERSION = 1;

	public NegotiateResponse {
		availableTransports = (availableTransports != null) ? List.copyOf(availableTransports) : null;
	}

	/**
	 * Sends the client elsewhere. The list of transports is there and empty, as old
	 * clients need it.
	 * @param url where to negotiate instead
	 * @param accessToken token to use there, or {@code null}
	 * @return the response
	 */
	public static NegotiateResponse redirect(String url, @Nullable String accessToken) {
		return new NegotiateResponse(false, null, url, accessToken, null, null, List.of(), null);
	}

	/**
	 * Offers a connection.
	 * @param requestedVersion version that the client asked for; answered with at most
	 * {@value #MAX_VERSION}, a negative one with itself
	 * @param connectionId id that hub code and other users see
	 * @param connectionToken secret of the connection; left out below version 1, where
	 * the id takes its place
	 * @param transports transports to offer
	 * @return the response
	 */
	public static NegotiateResponse connection(int requestedVersion, String connectionId, String connectionToken,
			Set<TransportType> transports) {
		return connection(requestedVersion, connectionId, connectionToken, transports, false);
	}

	/**
	 * Offers a connection.
	 * @param requestedVersion version that the client asked for; answered with at most
	 * {@value #MAX_VERSION}, a negative one with itself
	 * @param connectionId id that hub code and other users see
	 * @param connectionToken secret of the connection; left out below version 1, where
	 * the id takes its place
	 * @param transports transports to offer
	 * @param useStatefulReconnect whether client and server agreed on stateful reconnect
	 * @return the response
	 */
	public static NegotiateResponse connection(int requestedVersion, String connectionId, String connectionToken,
			Set<TransportType> transports, boolean useStatefulReconnect) {
		int version = Math.min(requestedVersion, MAX_VERSION);
		List<AvailableTransport> offered = transports.stream()
			.sorted(Comparator.naturalOrder())
			.map(AvailableTransport::of)
			.toList();
		return new NegotiateResponse(useStatefulReconnect, version, null, null, connectionId,
				(version > 0) ? connectionToken : null, offered, null);
	}

	/**
	 * Refuses.
	 * @param error why; clients show it
	 * @return the response
	 */
	public static NegotiateResponse error(String error) {
		return new NegotiateResponse(false, null, null, null, null, null, null, error);
	}

	/**
	 * Reads a response. The {@code null} for an absent list, version or text tells what
	 * was not there.
	 * @param json the body
	 * @return the response
	 * @throws NegotiateException if it is not one; unknown properties are no reason
	 */
	public static NegotiateResponse parse(ByteBuffer json) {
		return NegotiateJson.read(json);
	}

	/**
	 * Writes the response, properties in the original's order.
	 * @return JSON in UTF-8
	 */
	public Payload toJson() {
		return NegotiateJson.write(this);
	}

	/** Tells nothing that is secret. */
	@Override
	public String toString() {
		return "NegotiateResponse[connectionId=" + this.connectionId + ", negotiateVersion=" + this.negotiateVersion
				+ ", redirect=" + (this.url != null) + ", error=" + this.error + "]";
	}

}
