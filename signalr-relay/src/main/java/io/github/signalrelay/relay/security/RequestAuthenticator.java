// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.AccessTokenException;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;
import io.github.signalrelay.protocol.token.AccessTokenVerifier;
import io.github.signalrelay.protocol.token.RequestTarget;

/**
 * Finds and checks the token of a request (service protocol reference, 1.4 and 4.6). Any
 * thread may use it.
 */
public final class RequestAuthenticator {

	private static final Logger logger = LoggerFactory.getLogger(RequestAuthenticator.class);

	private static final String BEARER = "Bearer ";

	private static final int UNAUTHORIZED = 401;

	private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

	private final AccessTokenVerifier verifier;

	private final String basePath;

	private final AtomicLong lastLogged = new AtomicLong(System.nanoTime() - LOG_INTERVAL_NANOS);

	/**
	 * Makes the authenticator of a relay.
	 * @param verifier knows the keys and the audience rule
	 * @param basePath path under which the relay's paths lie, empty or like
	 * {@code /relay}
	 */
	public RequestAuthenticator(AccessTokenVerifier verifier, String basePath) {
		this.verifier = verifier;
		this.basePath = basePath;
	}

	/**
	 * Checks the token of a request.
	 * @param authorization all {@code Authorization} headers
	 * @param query the query, where clients that cannot set headers put their token. A
	 * header wins
	 * @param host value of the {@code Host} header
	 * @param endpoint path that the token has to name, {@code /client/} or
	 * {@code /server/}
	 * @param rawQuery query as it came
	 * @return the token
	 * @throws RequestRefusedException with 401 and an empty body if the token is missing
	 * or not good
	 */
	public AccessToken authenticate(List<String> authorization, RequestQuery query, @Nullable String host,
			String endpoint, String rawQuery) throws RequestRefusedException {
		String token = token(authorization, query);
		try {
			return verify(token, (host != null) ? host : "", endpoint, rawQuery);
		}
		catch (AccessTokenException ex) {
			log(endpoint, ex);
			throw new RequestRefusedException(UNAUTHORIZED, "");
		}
	}

	/** Peers must not fill the log: refusals are counted, and told of now and then. */
	private void log(String endpoint, AccessTokenException refusal) {
		long now = System.nanoTime();
		long last = this.lastLogged.get();
		if (now - last >= LOG_INTERVAL_NANOS && this.lastLogged.compareAndSet(last, now)) {
			logger.info("Refused a token for {}: {}", endpoint, refusal.reason());
		}
		logger.debug("Refused a token", refusal);
	}

	private static String token(List<String> authorization, RequestQuery query) throws RequestRefusedException {
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
	private AccessToken verify(String token, String host, String endpoint, String rawQuery)
			throws AccessTokenException {
		try {
			return this.verifier.verify(token, new RequestTarget(host, this.basePath + endpoint, rawQuery));
		}
		catch (AccessTokenException ex) {
			if (ex.reason() != Reason.WRONG_AUDIENCE || this.basePath.isEmpty()) {
				throw ex;
			}
			return this.verifier.verify(token, new RequestTarget(host, endpoint, rawQuery));
		}
	}

}
