// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.signalrelay.protocol.token.AccessTokenException;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;

/**
 * Judges tokens that an identity provider has made for an app server. Called on event
 * loops: MUST NOT block, and MUST be safe for use by many threads.
 */
@FunctionalInterface
public interface AppServerTokens {

	/** Trusts no identity provider. */
	AppServerTokens NONE = (token) -> CompletableFuture
		.failedFuture(new AccessTokenException(Reason.UNKNOWN_ISSUER, "This relay trusts no identity provider."));

	/**
	 * Judges a token.
	 * @param token the token as it came, 16,384 characters at most
	 * @return completes with whom the token speaks for. Fails with an
	 * {@link AccessTokenException} if it is not good, and with anything else if that
	 * cannot be found out now
	 */
	CompletionStage<AppServerIdentity> verify(String token);

}
