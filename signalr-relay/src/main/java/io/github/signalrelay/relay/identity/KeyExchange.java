// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.github.signalrelay.protocol.service.AccessKeyRequest;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.token.SigningKey;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TemporaryKeys;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * Gives app servers that an identity provider vouches for a key to sign the tokens of
 * their clients with (service protocol reference, 5.6). Any thread may use it; it never
 * blocks.
 */
public final class KeyExchange {

	private final AppServerIdentities identities;

	private final TemporaryKeys keys;

	/**
	 * Makes the exchange of a relay.
	 * @param identities knows who may have a key
	 * @param keys the keys
	 */
	public KeyExchange(AppServerIdentities identities, TemporaryKeys keys) {
		this.identities = identities;
		this.keys = keys;
	}

	/**
	 * Whether keys are given out at all.
	 * @return {@code true} if an identity provider is trusted
	 */
	public boolean isOpen() {
		return this.identities.areKnown();
	}

	/**
	 * Gives a key to whoever a token speaks for.
	 * @param token token of an identity provider, unchecked
	 * @return completes with the key; fails with a {@link RequestRefusedException}
	 */
	public CompletionStage<SigningKey> exchange(String token) {
		return this.identities.require(token, TokenUse.ACCESS_KEY, DataAction.AUTH_ACCESS_KEY)
			.thenApply((identity) -> this.keys.issue());
	}

	/**
	 * Answers a request that came over a server connection.
	 * @param request the request
	 * @return completes with the answer; never fails
	 */
	public CompletionStage<AccessKeyResponse> answer(AccessKeyRequest request) {
		return exchange(request.token()).handle((key, failure) -> (failure != null) ? refusal(request, failure)
				: new AccessKeyResponse(key.id(), key.key().text(), null, null));
	}

	private static AccessKeyResponse refusal(AccessKeyRequest request, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		String type = (cause instanceof RequestRefusedException refused) ? switch (refused.status()) {
			case 401 -> "Unauthorized";
			case 403 -> "Forbidden";
			default -> "ServiceUnavailable";
		} : "InternalServerError";
		return new AccessKeyResponse(request.kid(), null, type,
				(cause instanceof RequestRefusedException refused) ? refused.text() : "No key could be made.");
	}

}
