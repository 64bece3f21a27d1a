// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.Header;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;

/**
 * Checks the tokens that app servers, clients and REST callers show (service protocol
 * reference, 1.4 and 4.6; REST reference, 5.1). Signed with HS256, HS384 or HS512 by any
 * of the keys, not expired, meant for the address it came to. Neither {@code iss} nor
 * {@code iat} is looked at, and {@code kid} only to choose among known keys. Immutable;
 * any thread may use it.
 */
public final class AccessTokenVerifier {

	/** How far clocks may differ where nothing else is set. */
	public static final Duration DEFAULT_CLOCK_SKEW = Duration.ofMinutes(5);

	private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.HS256, JWSAlgorithm.HS384,
			JWSAlgorithm.HS512);

	private final TokenKeys keys;

	private final AudienceRule audienceRule;

	private final Duration clockSkew;

	private final Clock clock;

	/**
	 * Makes a verifier whose keys stay the same.
	 * @param keys keys that are good at the moment, such as primary and secondary
	 * @param audienceRule which audiences are meant for this service
	 * @param clockSkew how far in the future {@code nbf} may lie
	 * @param clock tells the time
	 */
	public AccessTokenVerifier(List<AccessKey> keys, AudienceRule audienceRule, Duration clockSkew, Clock clock) {
		this(fixed(keys), audienceRule, clockSkew, clock);
	}

	/**
	 * Makes a verifier whose keys may change.
	 * @param keys finds the keys that are good at the moment
	 * @param audienceRule which audiences are meant for this service
	 * @param clockSkew how far in the future {@code nbf} may lie
	 * @param clock tells the time
	 */
	public AccessTokenVerifier(TokenKeys keys, AudienceRule audienceRule, Duration clockSkew, Clock clock) {
		this.keys = keys;
		this.audienceRule = audienceRule;
		this.clockSkew = clockSkew;
		this.clock = clock;
	}

	private static TokenKeys fixed(List<AccessKey> keys) {
		List<AccessKey> copy = List.copyOf(keys);
		return (keyId) -> copy;
	}

	private static JWSVerifier signature(AccessKey key) {
		try {
			return new MACVerifier(key.hmacKey());
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("An access key of padded length must be accepted", ex);
		}
	}

	/**
	 * Checks a token.
	 * @param token the token in compact form
	 * @param target where the request went
	 * @return what the token says
	 * @throws AccessTokenException if it is not good; its reason tells why
	 */
	public AccessToken verify(String token, RequestTarget target) throws AccessTokenException {
		return verify(readSigned(token), target);
	}

	/**
	 * Checks time and audience of a token.
	 * @param signed what the token says
	 * @param target where the request went
	 * @return the same for a good token
	 * @throws AccessTokenException if it is not good; its reason tells why
	 */
	public AccessToken verify(SignedClaims signed, RequestTarget target) throws AccessTokenException {
		List<Claim> claims = signed.claims();
		Instant expiresAt = requireExpiry(claims);
		Instant now = this.clock.instant();
		if (!now.isBefore(expiresAt)) {
			throw new AccessTokenException(Reason.EXPIRED, "The token expired at " + expiresAt + ".");
		}
		Instant notBefore = NumericDate.of(claims, "nbf");
		if (notBefore != null && notBefore.isAfter(now.plus(this.clockSkew))) {
			throw new AccessTokenException(Reason.NOT_YET_VALID, "The token is not valid before " + notBefore + ".");
		}
		requireAudience(claims, target);
		return new AccessToken(claims, expiresAt);
	}

	/**
	 * Whether a token is the one that was read before, and its key is still good.
	 * @param known what was read before
	 * @param token the token in compact form
	 * @return {@code true} if {@link #readSigned} would tell the same
	 */
	public boolean isSame(SignedClaims known, String token) {
		return known.areOf(token) && this.keys.candidates(known.keyId()).contains(known.key());
	}

	/**
	 * Checks the signature of a token, and nothing else.
	 * @param token the token in compact form
	 * @return what it says
	 * @throws AccessTokenException if it is not signed by one of the keys
	 */
	public SignedClaims readSigned(String token) throws AccessTokenException {
		if (token.length() > AccessTokenIssuer.MAX_LENGTH) {
			throw new AccessTokenException(Reason.TOO_LONG,
					"The token is longer than " + AccessTokenIssuer.MAX_LENGTH + " characters.");
		}
		JWSObject signed = parse(token);
		String keyId = signed.getHeader().getKeyID();
		AccessKey key = signingKey(signed, keyId);
		if (key == null) {
			throw new AccessTokenException(Reason.BAD_SIGNATURE, "The signature of the token is not valid.");
		}
		List<Claim> claims = TokenContentReader.read(signed.getPayload().toString());
		if (claims == null) {
			throw malformed(null);
		}
		return new SignedClaims(token, keyId, key, claims);
	}

	private static JWSObject parse(String token) throws AccessTokenException {
		try {
			Algorithm algorithm = Header.parse(JOSEObject.split(token)[0]).getAlgorithm();
			if (algorithm == null || !ALGORITHMS.contains(algorithm)) {
				throw new AccessTokenException(Reason.UNSUPPORTED_ALGORITHM,
						"The token must be signed with HS256, HS384 or HS512.");
			}
			return JWSObject.parse(token);
		}
		catch (ParseException | IllegalArgumentException ex) {
			throw malformed(ex);
		}
	}

	private static AccessTokenException malformed(@Nullable Throwable cause) {
		String message = "The token is not a signed JSON web token.";
		return (cause != null) ? new AccessTokenException(Reason.MALFORMED, message, cause)
				: new AccessTokenException(Reason.MALFORMED, message);
	}

	private @Nullable AccessKey signingKey(JWSObject signed, @Nullable String keyId) {
		for (AccessKey key : this.keys.candidates(keyId)) {
			try {
				// compares in constant time
				if (signed.verify(signature(key))) {
					return key;
				}
			}
			catch (JOSEException ex) {
				return null;
			}
		}
		return null;
	}

	private static Instant requireExpiry(List<Claim> claims) throws AccessTokenException {
		Instant expiresAt = NumericDate.of(claims, "exp");
		if (expiresAt == null) {
			throw new AccessTokenException(Reason.NO_EXPIRY, "The token has no expiration time.");
		}
		return expiresAt;
	}

	private void requireAudience(List<Claim> claims, RequestTarget target) throws AccessTokenException {
		List<String> audiences = new ArrayList<>();
		for (Claim claim : claims) {
			if (claim.type().equals("aud")) {
				audiences.add(claim.value());
			}
		}
		if (audiences.stream().noneMatch((audience) -> this.audienceRule.accepts(audience, target))) {
			throw new AccessTokenException(Reason.WRONG_AUDIENCE, "The audience of the token is " + audiences
					+ " (expected: one for host " + target.host() + " and path " + target.path() + ").");
		}
	}

}
