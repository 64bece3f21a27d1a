// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.security;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * An application whose users bring a JWT, on either web stack. The hub {@code vault} is
 * for administrators, the other hubs for everybody, the rest for those who are known.
 */
@SpringBootApplication
@EnableMethodSecurity
class GuardedApplication {

	private static final String ADMIN = "SCOPE_admin";

	private static final byte[] KEY = "a key of this test with enough characters".getBytes(StandardCharsets.UTF_8);

	static String jwt(String subject, String scope) {
		JWTClaimsSet claims = new JWTClaimsSet.Builder().subject(subject)
			.claim("scope", scope)
			.expirationTime(Date.from(Instant.now().plusSeconds(600)))
			.build();
		SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
		try {
			jwt.sign(new MACSigner(KEY));
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
		return jwt.serialize();
	}

	private static SecretKey key() {
		return new SecretKeySpec(KEY, "HmacSHA256");
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class Servlet {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests
					.requestMatchers(io.github.signalrelay.negotiate.webmvc.security.HubPathRequest.to(VaultHub.class))
					.hasAuthority(ADMIN)
					.requestMatchers(io.github.signalrelay.negotiate.webmvc.security.HubPathRequest.toAllHubs())
					.permitAll()
					.anyRequest()
					.authenticated())
				.oauth2ResourceServer(
						(server) -> server.jwt((jwt) -> jwt.decoder(NimbusJwtDecoder.withSecretKey(key()).build())))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http
				.authorizeExchange((exchanges) -> exchanges
					.matchers(io.github.signalrelay.negotiate.webflux.security.HubPathRequest.to(VaultHub.class))
					.hasAuthority(ADMIN)
					.matchers(io.github.signalrelay.negotiate.webflux.security.HubPathRequest.toAllHubs())
					.permitAll()
					.anyExchange()
					.authenticated())
				.oauth2ResourceServer((server) -> server
					.jwt((jwt) -> jwt.jwtDecoder(NimbusReactiveJwtDecoder.withSecretKey(key()).build())))
				.build();
		}

	}

}
