// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An OpenID Connect provider on a socket: discovery, keys, and the tokens of its users,
 * which the test asks for.
 */
final class IdentityProvider implements AutoCloseable {

	static final String AUDIENCE = "https://signalr.azure.com";

	/** How often the keys were fetched. */
	final AtomicInteger fetches = new AtomicInteger();

	private final HttpServer server;

	private volatile RSAKey key = newKey();

	IdentityProvider() {
		try {
			this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/.well-known/openid-configuration", (exchange) -> answer(exchange,
				JSONObjectUtils.toJSONString(Map.of("issuer", issuer(), "jwks_uri", issuer() + "/keys"))));
		this.server.createContext("/keys", (exchange) -> {
			this.fetches.incrementAndGet();
			answer(exchange, new JWKSet(this.key.toPublicJWK()).toString());
		});
		this.server.start();
	}

	private static void answer(HttpExchange exchange, String json) throws IOException {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(200, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	static RSAKey newKey() {
		try {
			return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	String issuer() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort();
	}

	/** Signs with another key from now on. */
	void changeKey() {
		this.key = newKey();
	}

	/** Token of an identity with a role. */
	String token(String... roles) {
		return token((claims) -> claims.claim("roles", List.of(roles)));
	}

	/** Token of an identity, changed as the test wants. */
	String token(UnaryOperator<JWTClaimsSet.Builder> changes) {
		return sign(this.key, changes);
	}

	String sign(RSAKey with, UnaryOperator<JWTClaimsSet.Builder> changes) {
		Instant now = Instant.now();
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer())
			.subject("app-server")
			.audience(AUDIENCE)
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plus(Duration.ofHours(1))));
		try {
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(with.getKeyID()).build(),
					changes.apply(claims).build());
			token.sign(new RSASSASigner(with));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
