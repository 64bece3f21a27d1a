// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.negotiate.UserIdProvider;

/** Application whose clients are spread over relays. */
@SpringBootApplication
class PlazaApplication {

	/** Tests name their user in the query. */
	@Bean
	UserIdProvider userIdProvider() {
		return (context) -> UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams().getFirst("user");
	}

}
