// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.AccessTokenException;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;
import io.github.signalrelay.protocol.token.AccessTokenVerifier;
import io.github.signalrelay.protocol.token.RequestTarget;
import io.github.signalrelay.protocol.token.SignedClaims;

/**
 * Finds and checks the token of a request (service protocol reference, 1.4 and 4.6). Any
 * thread may use it.
 */
public final class RequestAuthenticator {

	private static final Logger logger = LoggerFactory.getLogger(RequestAuthenticator.class);

	private static final String BEARER = "Bearer ";

	private static final int UNAUTHORIZED = 401;

	private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final TokenVerifiers verifiers;

	private final String basePath;

	private final BiConsumer<TokenUse, Reason> refused;

	private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS);

	/**
	 * Makes the authenticator of a relay.
	 * @param verifiers know the keys and the audience rule
	 * @param basePath path under which the relay's paths lie, empty or like
	 * {@code /relay}
	 * @param refused told of each token that is not good
	 */
	public RequestAuthenticator(TokenVerifiers verifiers, String basePath, BiConsumer<TokenUse, Reason> refused) {
		this.verifiers = verifiers;
		this.basePath = basePath;
		this.refused = refused;
	}

	/**
	 * Checks the token of a request.
	 * @param authorization all {@code Authorization} headers
	 * @param query the query, where clients that cannot set headers put their token. A
	 * header wins
	 * @param host value of the {@code Host} header
	 * @param use what the token is shown for
	 * @param rawQuery query as it came
	 * @return the token
	 * @throws RequestRefusedException with 401 if the token is missing or not good; the
	 * body is empty unless the token is too long, which its issuer has to know
	 */
	public AccessToken authenticate(List<String> authorization, RequestQuery query, @Nullable String host, TokenUse use,
			String rawQuery) throws RequestRefusedException {
		String token = token(authorization, query);
		try {
			AccessTokenVerifier verifier = verifier(use);
			return verify(verifier, verifier.readSigned(token), target(host, use, rawQuery));
		}
		catch (AccessTokenException ex) {
			throw refuse(use, ex);
		}
	}

	/**
	 * Checks the token of a client that may be connected already: for its connection an
	 * access key of the past is good too.
	 * @param authorization all {@code Authorization} headers
	 * @param query the query
	 * @param host value of the {@code Host} header
	 * @param rawQuery query as it came
	 * @param known token that the client's connection has shown before, or {@code null}
	 * @return the token, and whether it lets in
	 * @throws RequestRefusedException as {@link #authenticate} does
	 */
	public ClientToken authenticateClient(List<String> authorization, RequestQuery query, @Nullable String host,
			String rawQuery, @Nullable SignedClaims known) throws RequestRefusedException {
		String token = token(authorization, query);
		RequestTarget target = target(host, TokenUse.CLIENT, rawQuery);
		try {
			SignedClaims signed = signed(this.verifiers.clients(), token, known);
			return new ClientToken(verify(this.verifiers.clients(), signed, target), signed, true);
		}
		catch (AccessTokenException ex) {
			ClientToken past = (ex.reason() == Reason.BAD_SIGNATURE) ? ofThePast(token, target, known) : null;
			if (past == null) {
				throw refuse(TokenUse.CLIENT, ex);
			}
			return past;
		}
	}

	private @Nullable ClientToken ofThePast(String token, RequestTarget target, @Nullable SignedClaims known) {
		try {
			SignedClaims signed = signed(this.verifiers.retired(), token, known);
			return new ClientToken(verify(this.verifiers.retired(), signed, target), signed, false);
		}
		catch (AccessTokenException ex) {
			return null;
		}
	}

	/** The same token comes with each request of a client that polls. */
	private static SignedClaims signed(AccessTokenVerifier verifier, String token, @Nullable SignedClaims known)
			throws AccessTokenException {
		return (known != null && verifier.isSame(known, token)) ? known : verifier.readSigned(token);
	}

	private AccessTokenVerifier verifier(TokenUse use) {
		return (use == TokenUse.CLIENT) ? this.verifiers.clients() : this.verifiers.servers();
	}

	private RequestTarget target(@Nullable String host, TokenUse use, String rawQuery) {
		return new RequestTarget((host != null) ? host : "", this.basePath + use.path(), rawQuery);
	}

	private RequestRefusedException refuse(TokenUse use, AccessTokenException refusal) {
		this.refused.accept(use, refusal.reason());
		log(use, refusal);
		return new RequestRefusedException(UNAUTHORIZED,
				(refusal.reason() == Reason.TOO_LONG) ? String.valueOf(refusal.getMessage()) : "");
	}

	/** Peers must not fill the log: refusals are counted, and told of now and then. */
	private void log(TokenUse use, AccessTokenException refusal) {
		long now = System.nanoTime();
		long last = this.lastLogged.get();
		if (now - last >= LOG_INTERVAL_NANOS && this.lastLogged.compareAndSet(last, now)) {
			logger.info("Refused a token for {}: {}", use.path(), refusal.reason());
		}
		logger.debug("Refused a token", refusal);
	}

	/**
	 * Finds the token of a request.
	 * @param authorization all {@code Authorization} headers
	 * @param query the query
	 * @return the token, unchecked
	 * @throws RequestRefusedException with 401 if there is none
	 */
	public static String token(List<String> authorization, RequestQuery query) throws RequestRefusedException {
		String token = null;
		if (authorization.size() == 1) {
			String header = authorization.get(0);
			boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
			token = bearer ? header.substring(BEARER.length()).trim() : null;
		}
		else if (authorization.isEmpty()) {
			token = query.token();
		}
		if (token == null || token.isEmpty()) {
			throw new RequestRefusedException(UNAUTHORIZED, "");
		}
		return token;
	}

	/**
	 * App servers leave the path of their endpoint out of the audience, other programs do
	 * not.
	 */
	private AccessToken verify(AccessTokenVerifier verifier, SignedClaims signed, RequestTarget target)
			throws AccessTokenException {
		try {
			return verifier.verify(signed, target);
		}
		catch (AccessTokenException ex) {
			if (ex.reason() != Reason.WRONG_AUDIENCE || this.basePath.isEmpty()) {
				throw ex;
			}
			return verifier.verify(signed,
					new RequestTarget(target.host(), target.path().substring(this.basePath.length()), target.query()));
		}
	}

	/**
	 * Token of a client.
	 *
	 * @param token the token
	 * @param signed the same, for when it is shown again
	 * @param current whether its key is one of the present ones, so that it may open a
	 * connection; otherwise it may only go on with one
	 */
	public record ClientToken(AccessToken token, SignedClaims signed, boolean current) {

	}

}
