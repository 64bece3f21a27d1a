// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.HubScope;

/**
 * Who a client is and what its token asks for, known from its request alone.
 *
 * @param id public connection id, beginning with the id of the node
 * @param scope hub of the client
 * @param userId user that the token names, or {@code null}
 * @param claims claims for the app server, in order
 * @param headers headers for the app server
 * @param queryString query without token: empty, or starting with {@code ?}
 * @param terms what the token asks for
 */
public record ClientIdentity(String id, HubScope scope, @Nullable String userId, List<Claim> claims,
		MessageHeaders headers, String queryString, Terms terms) {

	public ClientIdentity {
		claims = List.copyOf(claims);
	}

	/**
	 * First claim of a type.
	 * @param type the type
	 * @return its value, or {@code null}
	 */
	public @Nullable String claim(String type) {
		for (Claim claim : this.claims) {
			if (claim.type().equals(type)) {
				return claim.value();
			}
		}
		return null;
	}

	/** The same without what only an app server wants to know. */
	ClientIdentity withoutRequest() {
		return new ClientIdentity(this.id, this.scope, this.userId, List.of(), MessageHeaders.NONE, "", this.terms);
	}

	/** Leaves out everything personal, so that it may stand in a log. */
	@Override
	public String toString() {
		return "ClientIdentity[" + this.id + "]";
	}

	/**
	 * What a token asks for.
	 *
	 * @param handshakeTimeout time that the hub handshake may take
	 * @param closeAt when the connection has to be closed, or {@code null} for never
	 * @param detailedErrors whether the client may see why it was closed
	 */
	public record Terms(Duration handshakeTimeout, @Nullable Instant closeAt, boolean detailedErrors) {

	}

}
