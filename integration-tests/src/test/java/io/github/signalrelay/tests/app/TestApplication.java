// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.negotiate.AuthenticationExpiry;
import io.github.signalrelay.negotiate.UserIdProvider;

/**
 * Application of either web stack with the hub that clients are tried on.
 */
@SpringBootApplication
public class TestApplication {

	/** Tests say in their token when it expires; a real application would look it up. */
	@Bean
	AuthenticationExpiry authenticationExpiry() {
		return (context) -> {
			List<String> tokens = context.headers().get("authorization");
			return (tokens != null)
					? Instant.ofEpochSecond(Long.parseLong(tokens.get(0).substring("Bearer expires-".length()))) : null;
		};
	}

	/** Tests name their user in the query; a real application would know it. */
	@Bean
	UserIdProvider userIdProvider() {
		return (context) -> Optional
			.ofNullable(UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams().getFirst("user"))
			.map((user) -> URLDecoder.decode(user, StandardCharsets.UTF_8))
			.orElse(null);
	}

}
