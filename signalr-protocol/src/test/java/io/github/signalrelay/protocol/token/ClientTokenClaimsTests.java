// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClientTokenClaims} and its way back, {@link ClientPrincipal} (service
 * protocol reference, 4.4 to 4.8 and 10).
 */
class ClientTokenClaimsTests {

	@Test
	void defaultsMakeNoClaims() {
		assertThat(ClientTokenClaims.builder()
			.userId(null)
			.sticky("server", ServerStickyMode.DISABLED)
			.diagnosticClient(false)
			.handshakeTimeout(Duration.ofSeconds(15))
			.authenticationType("Bearer")
			.endpointCount(1)
			.detailedErrors(false)
			.nameType(ClaimNames.NAME)
			.roleType(ClaimNames.ROLE)
			.pollInterval(null)
			.transports(null)
			.closeOnExpiration(null)
			.userClaims(List.of())
			.build()).isEmpty();
	}

	@Test
	void everythingComesInTheOrderOfTheOriginal() {
		List<Claim> claims = ClientTokenClaims.builder()
			.userClaims(List.of(new Claim("custom", "1")))
			.closeOnExpiration(Instant.ofEpochSecond(1_800_000_000, 999))
			.transports(EnumSet.of(TransportType.WEB_SOCKETS, TransportType.LONG_POLLING))
			.pollInterval(Duration.ofSeconds(300))
			.roleType("r")
			.nameType("n")
			.detailedErrors(true)
			.endpointCount(2)
			.authenticationType("Cookies")
			.handshakeTimeout(Duration.ofSeconds(30))
			.diagnosticClient(true)
			.sticky("server", ServerStickyMode.REQUIRED)
			.userId("")
			.build();
		assertThat(claims).containsExactly(new Claim("asrs.s.uid", ""), new Claim("asrs.s.sn", "server"),
				new Claim("asrs.s.ssticky", "Required"), new Claim("asrs.s.dc", "true"), new Claim("asrs.s.cht", "30"),
				new Claim("asrs.s.aut", "Cookies"), new Claim("asrs.s.secn", "2"), new Claim("asrs.s.derror", "True"),
				new Claim("asrs.s.nt", "n"), new Claim("asrs.s.rt", "r"), new Claim("asrs.s.ttl", "300"),
				new Claim("asrs.s.htt", "5"), new Claim("asrs.s.coae", "true"), new Claim("asrs.s.aeo", "1800000000"),
				new Claim("custom", "1"));
	}

	@Test
	void preferredStickiness() {
		assertThat(ClientTokenClaims.builder().sticky("s", ServerStickyMode.PREFERRED).build())
			.containsExactly(new Claim("asrs.s.sn", "s"), new Claim("asrs.s.ssticky", "Preferred"));
	}

	@Test
	void noTransportAtAllIsALimitToo() {
		assertThat(ClientTokenClaims.builder().transports(Set.of()).build())
			.containsExactly(new Claim("asrs.s.htt", "0"));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 999, 15_000, 31_000, -1000 })
	void handshakeTimeoutsOutOfRangeAreNotSent(long millis) {
		assertThat(ClientTokenClaims.builder().handshakeTimeout(Duration.ofMillis(millis)).build()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 14, 16, 30 })
	void handshakeTimeoutsInRangeAreSent(int seconds) {
		assertThat(ClientTokenClaims.builder().handshakeTimeout(Duration.ofSeconds(seconds)).build())
			.containsExactly(new Claim("asrs.s.cht", Integer.toString(seconds)));
	}

	@Test
	void userClaimsThatCollideGetAPrefixAndLoseItAgain() {
		List<Claim> own = new ArrayList<>();
		for (String type : List.of("sub", "aud", "exp", "iat", "nbf", "iss", "actort", "acr", "azp", "c_hash", "jti",
				"nonce", "sub", "email", " spaced ", "role", "role")) {
			own.add(new Claim(type, type + own.size()));
		}
		List<Claim> sent = ClientTokenClaims.builder().userId("u").userClaims(own).build();
		assertThat(sent).extracting(Claim::type)
			.containsExactly("asrs.s.uid", "sub", "asrs.u.aud", "asrs.u.exp", "asrs.u.iat", "asrs.u.nbf", "asrs.u.iss",
					"asrs.u.actort", "asrs.u.acr", "asrs.u.azp", "asrs.u.c_hash", "asrs.u.jti", "asrs.u.nonce",
					"asrs.u.sub", "email", " spaced ", "role", "role");
		assertThat(ClientPrincipal.of(sent).claims()).isEqualTo(own);
	}

	@Test
	void survivesTheWholeWayOverTheRelay() throws AccessTokenException {
		AccessKey key = new AccessKey("key");
		List<Claim> own = List.of(new Claim(ClaimNames.NAME, "Ada"), new Claim(ClaimNames.ROLE, "admin"),
				new Claim("exp", "mine"), new Claim(ClaimNames.ROLE, "user"), new Claim("custom", "x"));
		String token = new AccessTokenIssuer(key, TokenAlgorithm.HS256, Clock.systemUTC()).issue(
				"http://host/client/?hub=c", Duration.ofHours(1),
				ClientTokenClaims.builder().userId("ada").authenticationType("Cookies").userClaims(own).build());
		AccessToken atRelay = new AccessTokenVerifier(List.of(key), AudienceRule.requestHostAnd(Set.of()),
				AccessTokenVerifier.DEFAULT_CLOCK_SKEW, Clock.systemUTC())
			.verify(token, RequestTarget.of("host", "/client/?hub=c"));
		ClientPrincipal atServer = ClientPrincipal.of(atRelay.longNamedClaims());
		assertThat(atServer.userId()).isEqualTo("ada");
		assertThat(atServer.authenticationType()).isEqualTo("Cookies");
		assertThat(atServer.name()).isEqualTo("Ada");
		assertThat(atServer.roles()).containsExactly("admin", "user");
		// claims of one type travel as one array, so they come together
		assertThat(atServer.claims()).containsExactly(new Claim(ClaimNames.NAME, "Ada"),
				new Claim(ClaimNames.ROLE, "admin"), new Claim(ClaimNames.ROLE, "user"), new Claim("exp", "mine"),
				new Claim("custom", "x"));
	}

	@Test
	void nothingButServiceClaimsIsAnAnonymousUser() {
		assertThat(ClientPrincipal.of(List.of()).isAuthenticated()).isFalse();
		ClientPrincipal principal = ClientPrincipal.of(List.of(new Claim("asrs.s.uid", "u"),
				new Claim("asrs.s.aut", "Cookies"), new Claim("aud", "x"), new Claim("exp", "1")));
		assertThat(principal.isAuthenticated()).isFalse();
		assertThat(principal.authenticationType()).isNull();
		assertThat(principal.userId()).isEqualTo("u");
		assertThat(principal.claims()).isEmpty();
	}

	@Test
	void userIdIsNotWorkedOutAgain() {
		ClientPrincipal principal = ClientPrincipal.of(List.of(new Claim(ClaimNames.NAME_IDENTIFIER, "n")));
		assertThat(principal.userId()).isNull();
		assertThat(principal.authenticationType()).isEqualTo("Bearer");
	}

	@Test
	void nameAndRoleTypesCanBeChosen() {
		ClientPrincipal principal = ClientPrincipal.of(List.of(new Claim("asrs.s.nt", "n"), new Claim("asrs.s.rt", "r"),
				new Claim("r", "1"), new Claim("n", "Ada"), new Claim("r", "2")));
		assertThat(principal.name()).isEqualTo("Ada");
		assertThat(principal.roles()).containsExactly("1", "2");
		assertThat(principal.toString()).doesNotContain("Ada");
	}

}
