// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.util.List;

/**
 * Claims of a client that do not fit into its token: the relay keeps them until the
 * client comes with a token that names their id. Sent by the app server. Type 1001.
 * <p>
 * Not a message of the original, whose numbers are far below; peers that do not know it
 * skip it. It must be sent to relays of this project only.
 *
 * @param id what the client's token names, not to be guessed
 * @param claims the claims in order, as they would stand in the token; types may repeat
 * @param ttl seconds that they are to be kept, from the arrival on
 */
public record StoreClaims(String id, List<Claim> claims, int ttl) implements ServiceMessage {

	/** Number of this message type on the wire. */
	public static final int TYPE = 1001;

	public StoreClaims {
		claims = List.copyOf(claims);
	}

	@Override
	public int type() {
		return TYPE;
	}

	/** Tells the number only: whoever has the id may use it, and claims are personal. */
	@Override
	public String toString() {
		return "StoreClaims[" + this.claims.size() + " claims, ttl=" + this.ttl + "]";
	}

}
