// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;

/**
 * What becomes of a client that negotiates.
 */
public sealed interface NegotiateTarget {

	/**
	 * The client is sent to a relay.
	 *
	 * @param urls addresses of the relay and audiences of tokens for it
	 * @param issuer signs the token; {@code null} while this application has no key to
	 * sign with, which is answered with status 500
	 * @param endpointCount number of endpoints that the hub's clients are spread over
	 * @param claimsStore takes claims that do not fit into the token to the relay
	 */
	record Relay(ServiceUrls urls, @Nullable AccessTokenIssuer issuer, int endpointCount,
			ClaimsStore claimsStore) implements NegotiateTarget {
	}

	/**
	 * The client gets an answer, and is not sent anywhere.
	 *
	 * @param reply the answer
	 */
	record Answer(NegotiateReply reply) implements NegotiateTarget {

		/**
		 * An answer for people.
		 * @param status HTTP status
		 * @param text the text, may be empty
		 * @return the answer
		 */
		public static Answer of(int status, String text) {
			return new Answer(text.isEmpty() ? NegotiateReply.empty(status) : NegotiateReply.text(status, text));
		}

	}

}
