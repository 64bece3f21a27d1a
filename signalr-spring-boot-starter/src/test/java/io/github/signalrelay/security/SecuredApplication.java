// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.MapReactiveUserDetailsService;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.server.SecurityWebFilterChain;

/**
 * An application with users that log in by name and password or bring a JWT. Rules: the
 * hub {@code admin} for administrators, the hub {@code guarded} for everybody, the rest
 * for those who are known.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity(securedEnabled = true, jsr250Enabled = true)
@Import({ GuardedHub.class, AdminHub.class })
class SecuredApplication {

	private static final byte[] KEY = "a key of this test with enough characters".getBytes(StandardCharsets.UTF_8);

	static String jwt(String subject, String scope) throws JOSEException {
		return jwt(subject, scope, Instant.now().plusSeconds(600));
	}

	static String jwt(String subject, String scope, Instant expires) throws JOSEException {
		JWTClaimsSet claims = new JWTClaimsSet.Builder().subject(subject)
			.claim("scope", scope)
			.claim("roles", List.of("ROLE_ADMIN"))
			.claim("tenant", "blue")
			.expirationTime(Date.from(expires))
			.build();
		SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
		jwt.sign(new MACSigner(KEY));
		return jwt.serialize();
	}

	private static List<UserDetails> users() {
		return List.of(User.withUsername("ann").password("{noop}secret").roles("ADMIN").build(),
				User.withUsername("bob").password("{noop}secret").roles("USER").build());
	}

	private static SecretKey key() {
		return new SecretKeySpec(KEY, "HmacSHA256");
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.SERVLET)
	static class Servlet {

		@Bean
		InMemoryUserDetailsManager userDetails() {
			return new InMemoryUserDetailsManager(users());
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests
					.requestMatchers(io.github.signalrelay.negotiate.webmvc.security.HubPathRequest.to(AdminHub.class))
					.hasRole("ADMIN")
					.requestMatchers(io.github.signalrelay.negotiate.webmvc.security.HubPathRequest.toAllHubs())
					.permitAll()
					.anyRequest()
					.authenticated())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.oauth2ResourceServer(
						(server) -> server.jwt((jwt) -> jwt.decoder(NimbusJwtDecoder.withSecretKey(key()).build())))
				.build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnWebApplication(type = Type.REACTIVE)
	static class Reactive {

		@Bean
		MapReactiveUserDetailsService userDetails() {
			return new MapReactiveUserDetailsService(users());
		}

		@Bean
		SecurityWebFilterChain security(ServerHttpSecurity http) {
			return http
				.authorizeExchange((exchanges) -> exchanges
					.matchers(io.github.signalrelay.negotiate.webflux.security.HubPathRequest.to("Admin"))
					.hasRole("ADMIN")
					.matchers(io.github.signalrelay.negotiate.webflux.security.HubPathRequest.toAllHubs())
					.permitAll()
					.anyExchange()
					.authenticated())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.oauth2ResourceServer((server) -> server
					.jwt((jwt) -> jwt.jwtDecoder(NimbusReactiveJwtDecoder.withSecretKey(key()).build())))
				.build();
		}

	}

}
