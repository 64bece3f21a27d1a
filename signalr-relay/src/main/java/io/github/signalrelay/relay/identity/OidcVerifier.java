// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import com.nimbusds.jwt.proc.JWTProcessor;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessTokenException;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;

/**
 * Checks the tokens of one issuer. Fetches its keys when they are needed, not at the
 * start: the provider may come up later than the relay. Blocks while it does; many
 * threads may use it.
 */
final class OidcVerifier {

	/** With a key pair; a shared secret or none is never taken. */
	private static final Set<JWSAlgorithm> ALGORITHMS = algorithms();

	private static final int CONNECT_TIMEOUT = (int) Duration.ofSeconds(2).toMillis();

	private static final int READ_TIMEOUT = (int) Duration.ofSeconds(3).toMillis();

	private static final int MAX_DOCUMENT = 512 * 1024;

	/** How long keys are good that cannot be fetched again. */
	private static final long OUTAGE = Duration.ofHours(4).toMillis();

	/** After this time an unknown key id may have the keys fetched once more. */
	private static final long FETCH_INTERVAL = Duration.ofSeconds(10).toMillis();

	private final OidcIssuer issuer;

	private final PermissionsClaim permissions;

	private final DefaultResourceRetriever retriever = new DefaultResourceRetriever(CONNECT_TIMEOUT, READ_TIMEOUT,
			MAX_DOCUMENT);

	/** Made by the first token, under this object's monitor. */
	private volatile @Nullable JWTProcessor<SecurityContext> processor;

	OidcVerifier(OidcIssuer issuer) {
		this.issuer = issuer;
		this.permissions = new PermissionsClaim(issuer);
	}

	private static Set<JWSAlgorithm> algorithms() {
		Set<JWSAlgorithm> all = new HashSet<>(JWSAlgorithm.Family.RSA);
		all.addAll(Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
		return Set.copyOf(all);
	}

	/**
	 * Checks a token.
	 * @throws AccessTokenException if it is not good
	 * @throws IOException if the keys of the issuer cannot be had
	 */
	AppServerIdentity verify(SignedJWT token) throws AccessTokenException, IOException {
		if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())) {
			throw new AccessTokenException(Reason.UNSUPPORTED_ALGORITHM,
					"The algorithm " + token.getHeader().getAlgorithm() + " of the token is not accepted.");
		}
		JWTClaimsSet claims = signedClaims(token);
		if (Collections.disjoint(claims.getAudience(), this.issuer.audiences())) {
			throw new AccessTokenException(Reason.WRONG_AUDIENCE, "The audience of the token is " + claims.getAudience()
					+ " (expected: one of " + this.issuer.audiences() + ").");
		}
		return new AppServerIdentity(String.valueOf(claims.getSubject()), this.permissions.read(claims.getClaims()));
	}

	private JWTClaimsSet signedClaims(SignedJWT token) throws AccessTokenException, IOException {
		try {
			return processor().process(token, null);
		}
		catch (ExpiredJWTException ex) {
			throw new AccessTokenException(Reason.EXPIRED, "The token has expired.", ex);
		}
		catch (BadJWTException ex) {
			throw new AccessTokenException(Reason.NOT_YET_VALID, "The token is not valid: " + ex.getMessage() + ".",
					ex);
		}
		catch (BadJOSEException ex) {
			throw new AccessTokenException(Reason.BAD_SIGNATURE, "The signature of the token is not valid.", ex);
		}
		catch (JOSEException ex) {
			if (isRateLimit(ex)) {
				// Its key is none of those that were fetched a moment ago
				throw new AccessTokenException(Reason.BAD_SIGNATURE, "The key of the token is not known.", ex);
			}
			throw new IOException("Keys of " + this.issuer.issuer() + " cannot be fetched: " + ex.getMessage(), ex);
		}
	}

	private static boolean isRateLimit(Throwable failure) {
		return failure instanceof RateLimitReachedException
				|| (failure.getCause() != null && isRateLimit(failure.getCause()));
	}

	private JWTProcessor<SecurityContext> processor() throws IOException {
		JWTProcessor<SecurityContext> made = this.processor;
		return (made != null) ? made : make();
	}

	private synchronized JWTProcessor<SecurityContext> make() throws IOException {
		JWTProcessor<SecurityContext> made = this.processor;
		if (made == null) {
			made = processor(jwkSetAddress());
			this.processor = made;
		}
		return made;
	}

	private JWTProcessor<SecurityContext> processor(URL keys) {
		JWKSource<SecurityContext> source = JWKSourceBuilder.create(keys, this.retriever)
			.rateLimited(FETCH_INTERVAL)
			.retrying(true)
			.outageTolerant(OUTAGE)
			.build();
		DefaultJWTProcessor<SecurityContext> made = new DefaultJWTProcessor<>();
		made.setJWSTypeVerifier(
				new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
		made.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, source));
		made.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
				new JWTClaimsSet.Builder().issuer(this.issuer.issuer()).build(), Set.of("exp")));
		return made;
	}

	private URL jwkSetAddress() throws IOException {
		URI configured = this.issuer.jwkSetUri();
		if (configured != null) {
			return configured.toURL();
		}
		String base = this.issuer.issuer();
		URL document = URI.create((base.endsWith("/") ? base : base + "/") + ".well-known/openid-configuration")
			.toURL();
		try {
			Map<String, Object> metadata = JSONObjectUtils
				.parse(this.retriever.retrieveResource(document).getContent());
			if (!base.equals(metadata.get("issuer"))) {
				throw new IOException(document + " is of the issuer " + metadata.get("issuer"));
			}
			return URI.create(String.valueOf(metadata.get("jwks_uri"))).toURL();
		}
		catch (ParseException | IllegalArgumentException ex) {
			throw new IOException(document + " cannot be read", ex);
		}
	}

}
