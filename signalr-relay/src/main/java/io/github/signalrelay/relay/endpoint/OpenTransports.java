// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.SignedClaims;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.transport.http.HttpClientTransport;

/**
 * Transports of negotiated connections by their connection token, as long as requests may
 * ask for them. Any thread may use it.
 */
public final class OpenTransports {

	private final Map<String, Entry> byToken = new ConcurrentHashMap<>();

	/**
	 * Makes a transport known.
	 * @param token connection token
	 * @param entry the transport
	 */
	void add(String token, Entry entry) {
		this.byToken.put(token, entry);
	}

	/**
	 * Forgets a transport.
	 * @param token connection token
	 */
	void remove(String token) {
		this.byToken.remove(token);
	}

	/**
	 * Finds a transport for the one whom it belongs to. For everybody else it does not
	 * exist.
	 * @param token connection token, which came as {@code id}
	 * @param client who asks
	 * @return the transport, or {@code null}
	 */
	@Nullable Entry find(String token, ClientAdmission.Admitted client) {
		Entry entry = this.byToken.get(token);
		return (entry != null && entry.belongsTo(client)) ? entry : null;
	}

	/**
	 * Finds the token that a client has shown for its transport.
	 * @param token connection token, which came as {@code id}
	 * @return what its token says, or {@code null}; not yet known to be for the one who
	 * asks
	 */
	@Nullable SignedClaims shown(String token) {
		Entry entry = this.byToken.get(token);
		return (entry != null) ? entry.shown() : null;
	}

	/**
	 * A transport.
	 *
	 * @param scope hub of its client
	 * @param userId user of its client, or {@code null}
	 * @param type kind of the transport
	 * @param transport the transport, or {@code null} for a WebSocket, which takes no
	 * requests
	 * @param shown token that its client has shown, or {@code null} for a WebSocket
	 */
	record Entry(HubScope scope, @Nullable String userId, TransportType type, @Nullable HttpClientTransport transport,
			@Nullable SignedClaims shown) {

		private boolean belongsTo(ClientAdmission.Admitted client) {
			return this.scope.equals(client.scope()) && Objects.equals(this.userId, client.token().userId());
		}

	}

}
