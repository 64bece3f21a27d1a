// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;

import io.github.signalrelay.protocol.service.Claim;

/**
 * Makes the tokens that app servers and clients show to a relay (service protocol
 * reference, 1.4 and 4.3). Immutable; any thread may use it.
 */
public final class AccessTokenIssuer {

	/** Longest token that is made or accepted, in characters. */
	public static final int MAX_LENGTH = 4096;

	/** Value of the claim {@code iss}. Nobody may ask for it: older issuers have none. */
	public static final String ISSUER = "azure-signalr";

	/** How long a token is good for where nothing else is set. */
	public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

	private final Supplier<SigningKey> key;

	private final TokenAlgorithm algorithm;

	private final Clock clock;

	/**
	 * Makes an issuer whose key stays the same.
	 * @param key what to sign with
	 * @param algorithm how to sign
	 * @param clock tells the time of issue
	 */
	public AccessTokenIssuer(AccessKey key, TokenAlgorithm algorithm, Clock clock) {
		this(signingWith(new SigningKey(key, null)), algorithm, clock);
	}

	/**
	 * Makes an issuer whose key may change.
	 * @param key asked by each token for what to sign with; what it throws, issuing
	 * throws
	 * @param algorithm how to sign
	 * @param clock tells the time of issue
	 */
	public AccessTokenIssuer(Supplier<SigningKey> key, TokenAlgorithm algorithm, Clock clock) {
		this.key = key;
		this.algorithm = algorithm;
		this.clock = clock;
	}

	private static Supplier<SigningKey> signingWith(SigningKey key) {
		return () -> key;
	}

	/**
	 * Makes a token. Long claim names of {@link ClaimNames} are shortened; claims of one
	 * type become an array at the place of the first.
	 * @param audience address the token is for
	 * @param lifetime how long it is good for, from now
	 * @param claims what it says, in order; not {@code nbf}, {@code exp}, {@code iat},
	 * {@code iss} or {@code aud}, which are the issuer's
	 * @return the token in compact form
	 * @throws AccessTokenTooLongException if it has more than {@value #MAX_LENGTH}
	 * characters
	 * @throws IllegalArgumentException if a claim is the issuer's
	 */
	public String issue(String audience, Duration lifetime, List<Claim> claims) {
		String content = TokenContentWriter.write(claims, this.clock.instant(), lifetime, audience);
		String text = sign(content, this.key.get());
		if (text.length() > MAX_LENGTH) {
			throw new AccessTokenTooLongException();
		}
		return text;
	}

	private String sign(String content, SigningKey signingKey) {
		JWSHeader header = new JWSHeader.Builder(this.algorithm.jws()).type(JOSEObjectType.JWT)
			.keyID(signingKey.id())
			.build();
		JWSObject token = new JWSObject(header, new Payload(content));
		try {
			token.sign(new MACSigner(signingKey.key().hmacKey()));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("Signing with HMAC and a key of padded length must work everywhere", ex);
		}
		return token.serialize();
	}

}
