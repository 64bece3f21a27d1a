// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.text.ParseException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

import com.nimbusds.jwt.SignedJWT;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.protocol.token.AccessTokenException;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;

/**
 * Judges tokens of OpenID Connect providers. Works on threads of its own, since keys have
 * to be fetched now and then; what does not get one in time is refused with
 * {@link java.util.concurrent.RejectedExecutionException}. Any thread may use it.
 */
public final class OidcTokens implements AppServerTokens, AutoCloseable {

	private static final int THREADS = 4;

	private static final int MAX_WAITING = 1000;

	private final Map<String, OidcVerifier> verifiers;

	private final Scheduler scheduler = Schedulers.newBoundedElastic(THREADS, MAX_WAITING, "signalr-identity", 60,
			true);

	/**
	 * Trusts some issuers.
	 * @param issuers the issuers
	 * @throws IllegalArgumentException if two have the same name
	 */
	public OidcTokens(Collection<OidcIssuer> issuers) {
		try {
			this.verifiers = issuers.stream()
				.collect(Collectors.toUnmodifiableMap(OidcIssuer::issuer, OidcVerifier::new));
		}
		catch (IllegalStateException ex) {
			throw new IllegalArgumentException("issuers: two with the same name (expected: each once)", ex);
		}
	}

	@Override
	public CompletionStage<AppServerIdentity> verify(String token) {
		try {
			SignedJWT parsed = SignedJWT.parse(token);
			String issuer = parsed.getJWTClaimsSet().getIssuer();
			OidcVerifier verifier = (issuer != null) ? this.verifiers.get(issuer) : null;
			if (verifier == null) {
				return failed(Reason.UNKNOWN_ISSUER, "The issuer of the token is not trusted.");
			}
			return Mono.fromCallable(() -> verifier.verify(parsed)).subscribeOn(this.scheduler).toFuture();
		}
		catch (ParseException ex) {
			return failed(Reason.MALFORMED, "The token is not a signed JSON web token.");
		}
	}

	private static CompletionStage<AppServerIdentity> failed(Reason reason, String message) {
		return CompletableFuture.failedFuture(new AccessTokenException(reason, message));
	}

	@Override
	public void close() {
		this.scheduler.dispose();
	}

}
