// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.token.AccessTokenException;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TokenUse;

/**
 * Lets app servers do what their identity provider says they may (REST reference, 5.3).
 * Any thread may use it; it never blocks.
 */
public final class AppServerIdentities {

	private static final Logger logger = LoggerFactory.getLogger(AppServerIdentities.class);

	/** Tokens of identity providers are longer than the service's own. */
	private static final int MAX_LENGTH = 16_384;

	private static final Duration SOON = Duration.ofSeconds(2);

	private final AppServerTokens tokens;

	private final RefusalMeters meters;

	/**
	 * Makes the identities of a relay.
	 * @param tokens judges tokens
	 * @param meters counts tokens that are not good
	 */
	public AppServerIdentities(AppServerTokens tokens, RefusalMeters meters) {
		this.tokens = tokens;
		this.meters = meters;
	}

	/**
	 * Whether app servers may come without an access key at all.
	 * @return {@code true} if an identity provider is trusted
	 */
	public boolean areKnown() {
		return this.tokens != AppServerTokens.NONE;
	}

	/**
	 * Whether a token is one of an identity provider rather than one signed with an
	 * access key.
	 * @param token the token, unchecked
	 * @return {@code true} if its signature is not of a shared secret and an identity
	 * provider is trusted
	 */
	public boolean concern(String token) {
		if (!areKnown() || token.length() > MAX_LENGTH) {
			return false;
		}
		try {
			Algorithm algorithm = Header.parse(JOSEObject.split(token)[0]).getAlgorithm();
			return algorithm instanceof JWSAlgorithm signed && JWSAlgorithm.Family.SIGNATURE.contains(signed);
		}
		catch (ParseException | IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Finds out who shows a token, and whether it may do something.
	 * @param token the token, unchecked
	 * @param use what the token is shown for
	 * @param action what is wanted
	 * @return completes with who it is. Fails with a {@link RequestRefusedException}: 401
	 * for a token that is not good, 403 for a good one that does not allow it, 503 where
	 * that cannot be found out now
	 */
	public CompletionStage<AppServerIdentity> require(String token, TokenUse use, DataAction action) {
		CompletableFuture<AppServerIdentity> result = new CompletableFuture<>();
		verify(token).whenComplete((identity, failure) -> {
			if (failure != null) {
				result.completeExceptionally(refusal(use, failure));
			}
			else if (!identity.actions().contains(action)) {
				logger.info("Identity '{}' is refused: it lacks {}", identity.name(), action.actionName());
				result.completeExceptionally(new RequestRefusedException(403,
						"The identity lacks the permission " + action.actionName() + "."));
			}
			else {
				result.complete(identity);
			}
		});
		return result;
	}

	private CompletionStage<AppServerIdentity> verify(String token) {
		if (token.length() > MAX_LENGTH) {
			return CompletableFuture.failedFuture(new AccessTokenException(Reason.TOO_LONG,
					"The token is longer than " + MAX_LENGTH + " characters."));
		}
		try {
			return this.tokens.verify(token);
		}
		catch (RejectedExecutionException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private RequestRefusedException refusal(TokenUse use, Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		if (cause instanceof AccessTokenException bad) {
			this.meters.countToken(use, bad.reason());
			logger.debug("Refused a token of an identity provider", bad);
			return new RequestRefusedException(401, String.valueOf(bad.getMessage()));
		}
		logger.warn("A token of an identity provider cannot be checked now: {}", cause.toString());
		return new RequestRefusedException(503, "The identity provider cannot be asked now.", SOON);
	}

}
