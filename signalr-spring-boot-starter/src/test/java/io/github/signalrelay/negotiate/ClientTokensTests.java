// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.ServerStickyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rows of the service protocol reference, 4.4: no claim by default, and each setting
 * makes its own and no other.
 */
class ClientTokensTests {

	private int endpoints = 1;

	private static final String NAME_TYPE = "urn:test:name";

	private static final String ROLE_TYPE = "urn:test:role";

	private HubOptions options = HubOptions.DEFAULTS;

	private ServerStickyMode sticky = ServerStickyMode.DISABLED;

	private @Nullable Duration pollInterval;

	private UserIdProvider userIds = (context) -> null;

	private UserClaims user = UserClaims.NONE;

	private AuthenticationExpiry expiry = AuthenticationExpiry.NEVER;

	private @Nullable ClaimsProvider provider;

	private @Nullable TransportTypeDetector transports;

	private @Nullable DiagnosticClientFilter diagnostics;

	@Test
	void defaultsMakeNoClaims() {
		assertThat(claims()).isEmpty();
	}

	@Test
	void userId() {
		this.userIds = (context) -> "ann";
		assertThat(claims()).containsExactly(new Claim("asrs.s.uid", "ann"));
	}

	@ParameterizedTest
	@CsvSource({ "PREFERRED, Preferred", "REQUIRED, Required" })
	void stickyServer(ServerStickyMode mode, String value) {
		this.sticky = mode;
		assertThat(claims()).containsExactly(new Claim("asrs.s.sn", "the-server"), new Claim("asrs.s.ssticky", value));
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void diagnosticClient(boolean chosen) {
		this.diagnostics = (context) -> chosen && context.hub().equals("chat");
		assertThat(claims()).isEqualTo(chosen ? List.of(new Claim("asrs.s.dc", "true")) : List.of());
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "14, 14", "15,", "30, 30", "31," })
	void handshakeTimeout(long seconds, @Nullable String value) {
		this.options = HubOptions.DEFAULTS.withHandshakeTimeout(Duration.ofSeconds(seconds));
		assertThat(claims()).isEqualTo((value != null) ? List.of(new Claim("asrs.s.cht", value)) : List.of());
	}

	@ParameterizedTest
	@CsvSource({ "Cookies, Cookies", "Bearer,", "," })
	void authenticationType(@Nullable String type, @Nullable String value) {
		this.user = new UserClaims(List.of(), type);
		assertThat(claims()).isEqualTo((value != null) ? List.of(new Claim("asrs.s.aut", value)) : List.of());
	}

	@Test
	void detailedErrorsWithACapital() {
		this.options = HubOptions.DEFAULTS.withEnableDetailedErrors(true);
		assertThat(claims()).containsExactly(new Claim("asrs.s.derror", "True"));
	}

	@Test
	void typesOfNameAndRoles() {
		this.user = new UserClaims(List.of(), null, NAME_TYPE, ROLE_TYPE);
		assertThat(claims()).containsExactly(new Claim("asrs.s.nt", NAME_TYPE), new Claim("asrs.s.rt", ROLE_TYPE));
		this.user = new UserClaims(List.of(), null, PrincipalClaims.NAME, PrincipalClaims.ROLE);
		assertThat(claims()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 15, 300 })
	void pollInterval(int seconds) {
		this.pollInterval = Duration.ofSeconds(seconds);
		assertThat(claims()).containsExactly(new Claim("asrs.s.ttl", Integer.toString(seconds)));
	}

	@ParameterizedTest
	@CsvSource({ "WEB_SOCKETS, 1", "SERVER_SENT_EVENTS, 2", "LONG_POLLING, 4" })
	void transports(TransportType type, String value) {
		this.transports = (context) -> Set.of(type);
		assertThat(claims()).containsExactly(new Claim("asrs.s.htt", value));
	}

	@Test
	void allTransportsAndNone() {
		this.transports = (context) -> Set.of(TransportType.values());
		assertThat(claims()).containsExactly(new Claim("asrs.s.htt", "7"));
		this.transports = (context) -> Set.of();
		assertThat(claims()).containsExactly(new Claim("asrs.s.htt", "0"));
	}

	@Test
	void expiryOnlyWithOptionAndKnownTime() {
		Instant expires = Instant.ofEpochSecond(2_000_000_000);
		this.expiry = (context) -> expires;
		assertThat(claims()).isEmpty();
		this.options = HubOptions.DEFAULTS.withCloseOnAuthenticationExpiration(true);
		assertThat(claims()).containsExactly(new Claim("asrs.s.coae", "true"), new Claim("asrs.s.aeo", "2000000000"));
		this.expiry = AuthenticationExpiry.NEVER;
		assertThat(claims()).isEmpty();
	}

	@Test
	void claimsProviderReplacesTheClaimsOfTheUser() {
		this.user = new UserClaims(List.of(new Claim("role", "admin")), null, NAME_TYPE, ROLE_TYPE);
		this.provider = (context) -> List.of(new Claim("team", "red"));
		assertThat(claims()).containsExactly(new Claim("team", "red"));
	}

	@Test
	void claimsOfTheTokenItselfAreRenamedAndTheSecondSubject() {
		this.user = new UserClaims(List.of(new Claim("sub", "a"), new Claim("sub", "b"), new Claim("exp", "1"),
				new Claim("nonce", "2"), new Claim("other", "3")), null);
		assertThat(claims()).containsExactly(new Claim("sub", "a"), new Claim("asrs.u.sub", "b"),
				new Claim("asrs.u.exp", "1"), new Claim("asrs.u.nonce", "2"), new Claim("other", "3"));
	}

	@ParameterizedTest
	@CsvSource({ "1,", "2, 2", "7, 7" })
	void moreThanOneEndpointIsCounted(int count, @Nullable String value) {
		this.endpoints = count;
		assertThat(claims()).isEqualTo((value != null) ? List.of(new Claim("asrs.s.secn", value)) : List.of());
	}

	private List<Claim> claims() {
		ClientTokens tokens = new ClientTokens("the-server", this.sticky, Duration.ofHours(1), this.pollInterval,
				this.userIds, (principal) -> this.user, this.expiry, this.provider, this.transports, this.diagnostics);
		Principal principal = () -> "ann";
		return tokens.claims(
				new NegotiateContext("chat", URI.create("http://127.0.0.1/chat/negotiate"), "", Map.of(), principal),
				this.options, this.endpoints);
	}

}
