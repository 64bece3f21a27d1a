// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.AccessTokenTooLongException;
import io.github.signalrelay.protocol.token.ClaimNames;
import io.github.signalrelay.protocol.token.TokenAlgorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ShortTokensTests {

	private final ShortTokens tokens = new ShortTokens();

	private final AccessTokenIssuer issuer = new AccessTokenIssuer(
			new AccessKey("a-key-of-this-test-with-enough-characters"), TokenAlgorithm.HS256, Clock.systemUTC());

	private final List<StoreClaims> sent = new ArrayList<>();

	@Test
	void whatNamesTheUserAndTheServicesOwnClaimsStayInTheToken() throws Exception {
		Claim role = new Claim("role", "r");
		Claim large = new Claim("x", "y".repeat(5000));
		String token = this.tokens.issue(
				this.issuer, "http://relay/client/?hub=h", Duration.ofMinutes(10), List.of(new Claim("asrs.s.uid", "u"),
						new Claim(ClaimNames.NAME_IDENTIFIER, "n"), role, new Claim("sub", "s"), large, role),
				this.sent::add);
		assertThat(token).isNotNull();
		assertThat(this.sent).singleElement().satisfies((message) -> {
			assertThat(message.claims()).containsExactly(role, large, role);
			assertThat(message.ttl()).isEqualTo(600);
			assertThat(SignedJWT.parse(token).getPayload().toJSONObject()).containsEntry("asrs.s.uid", "u")
				.containsEntry("nameid", "n")
				.containsEntry("sub", "s")
				.containsEntry("asrs.s.claims", message.id())
				.doesNotContainKeys("role", "x");
		});
	}

	@Test
	void withoutAWayToTheRelayThereIsNoToken() {
		assertThat(this.tokens.issue(this.issuer, "http://relay/client/?hub=h", Duration.ofMinutes(10),
				List.of(new Claim("x", "y".repeat(5000))), (claims) -> false))
			.isNull();
	}

	@Test
	void nothingIsSentWhenTheTokenIsStillTooLong() {
		assertThatExceptionOfType(AccessTokenTooLongException.class)
			.isThrownBy(() -> this.tokens.issue(this.issuer, "http://relay/client/?hub=h", Duration.ofMinutes(10),
					List.of(new Claim("sub", "y".repeat(5000))), this.sent::add));
		assertThat(this.sent).isEmpty();
	}

}
