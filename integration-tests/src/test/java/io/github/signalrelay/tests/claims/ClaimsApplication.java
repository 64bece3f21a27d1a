// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.claims;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubPrincipal;
import io.github.signalrelay.negotiate.ClaimsProvider;
import io.github.signalrelay.protocol.service.Claim;

/** Application whose users have 8 KiB of claims and more. */
@SpringBootApplication
class ClaimsApplication {

	static final List<Claim> CLAIMS = Stream
		.concat(IntStream.range(0, 100).mapToObj((index) -> new Claim("permission", index + "-" + "p".repeat(80))),
				Stream.of(new Claim("jti", "of the user"), new Claim("städte", "Köln 東京")))
		.toList();

	@Bean
	ClaimsProvider claimsProvider() {
		return (context) -> CLAIMS;
	}

	/** Tells what it knows of its callers. */
	@Hub(value = "claims", path = "/claims")
	static class ClaimsHub {

		/** All claims of the caller, as 'type=value'. */
		@HubMethod
		List<String> claims(HubCaller caller) {
			return (caller.principal() instanceof HubPrincipal principal)
					? principal.claims().stream().map((claim) -> claim.type() + "=" + claim.value()).toList()
					: List.of();
		}

	}

}
