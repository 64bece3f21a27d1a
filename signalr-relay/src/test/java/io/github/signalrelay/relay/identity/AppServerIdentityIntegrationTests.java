// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.identity;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenException;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.SigningKey;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.RawSocket.Response;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.RelayFixture;
import io.github.signalrelay.relay.RelaySettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * App servers that an identity provider vouches for, which here is the test itself.
 */
class AppServerIdentityIntegrationTests {

	/** Header and content of a token with an RSA signature; the rest names the test. */
	private static final String PREFIX = "eyJhbGciOiJSUzI1NiJ9.e30.";

	private static final String AUDIENCE = "http://localhost/%s/?hub=chat";

	private final Map<String, CompletableFuture<AppServerIdentity>> verdicts = new ConcurrentHashMap<>();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Relay relay = Relay.create(RelaySettings.withKeys(List.of(RelayFixture.KEY)),
			(token) -> this.verdicts.computeIfAbsent(token, (absent) -> new CompletableFuture<>()), this.meters);

	private final int port = this.relay.start("127.0.0.1", 0);

	@AfterEach
	void stop() {
		this.relay.close();
	}

	private String token(String name, Supplier<CompletableFuture<AppServerIdentity>> verdict) {
		this.verdicts.put(PREFIX + name, verdict.get());
		return PREFIX + name;
	}

	private String tokenOf(DataAction... actions) {
		return token("good", () -> CompletableFuture.completedFuture(new AppServerIdentity("app", Set.of(actions))));
	}

	private Response openServer(String token) {
		try (RawSocket peer = new RawSocket(this.port)) {
			return peer.upgrade("/server/?hub=chat&cid=1", "Authorization: Bearer " + token);
		}
	}

	private Response get(String token) {
		try (RawSocket peer = new RawSocket(this.port)) {
			peer.send("GET /api/v1/auth/accessKey HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
					+ "\r\n\r\n");
			return peer.response();
		}
	}

	@Test
	void anIdentityWithThePermissionOpensServerConnections() {
		assertThat(openServer(tokenOf(DataAction.SERVER_CONNECTION_WRITE)).status()).isEqualTo(101);
	}

	@Test
	void whatAnIdentityLacksIsNamed() {
		Response response = openServer(tokenOf(DataAction.AUTH_ACCESS_KEY));
		assertThat(response.status()).isEqualTo(403);
		assertThat(response.body()).contains("Microsoft.SignalRService/SignalR/serverConnection/write");
		assertThat(get(tokenOf(DataAction.SERVER_CONNECTION_WRITE)).status()).isEqualTo(403);
	}

	@Test
	void badTokensAreUnauthorizedAndCountedByTheirFault() {
		String bad = token("bad", () -> CompletableFuture
			.failedFuture(new AccessTokenException(Reason.EXPIRED, "The token has expired.")));
		assertThat(openServer(bad)).satisfies((response) -> {
			assertThat(response.status()).isEqualTo(401);
			assertThat(response.body()).isEqualTo("The token has expired.");
		});
		assertThat(get(bad).status()).isEqualTo(401);
		for (String endpoint : List.of("server", "access-key")) {
			assertThat(this.meters.get("signalr.relay.tokens.refused")
				.tags("endpoint", endpoint, "reason", "expired")
				.counter()
				.count()).isEqualTo(1);
			await().untilAsserted(() -> assertThat(this.meters.get("signalr.relay.refused")
				.tags("endpoint", endpoint, "status", "401")
				.counter()
				.count()).isEqualTo(1));
		}
	}

	@Test
	void aProviderThatCannotBeAskedIsNotTheAppServersFault() {
		String unclear = token("unclear", () -> CompletableFuture.failedFuture(new IOException("down")));
		assertThat(openServer(unclear).status()).isEqualTo(503);
		Response response = get(unclear);
		assertThat(response.status()).isEqualTo(503);
		assertThat(response.header("Retry-After")).isEqualTo("2");
		assertThat(response.body()).doesNotContain("down");
	}

	@Test
	void theAnswerMayTakeAWhileAndOthersGoOn() {
		try (RawSocket waiting = new RawSocket(this.port)) {
			waiting
				.send(RawSocket.upgradeRequest("/server/?hub=chat&cid=1", "Authorization: Bearer " + PREFIX + "slow"));
			await().until(() -> this.verdicts.containsKey(PREFIX + "slow"));
			assertThat(openServer(tokenOf(DataAction.SERVER_CONNECTION_WRITE)).status()).isEqualTo(101);
			this.verdicts.get(PREFIX + "slow")
				.complete(new AppServerIdentity("app", Set.of(DataAction.SERVER_CONNECTION_WRITE)));
			assertThat(waiting.response().status()).isEqualTo(101);
		}
	}

	@Test
	void whoGoesBeforeTheAnswerIsForgotten() {
		try (RawSocket waiting = new RawSocket(this.port)) {
			waiting
				.send(RawSocket.upgradeRequest("/server/?hub=chat&cid=1", "Authorization: Bearer " + PREFIX + "gone"));
			await().until(() -> this.verdicts.containsKey(PREFIX + "gone"));
		}
		this.verdicts.get(PREFIX + "gone")
			.complete(new AppServerIdentity("app", Set.of(DataAction.SERVER_CONNECTION_WRITE)));
		assertThat(openServer(tokenOf(DataAction.SERVER_CONNECTION_WRITE)).status()).isEqualTo(101);
		await().until(() -> this.relay.serverConnections() == 0);
	}

	@Test
	void aKeyThatWasGivenOutSignsTokensOfClientsOnly() throws Exception {
		Response response = get(tokenOf(DataAction.AUTH_ACCESS_KEY));
		assertThat(response.status()).isEqualTo(200);
		assertThat(response.header("Content-Type")).isEqualTo("application/json");
		assertThat(response.header("Cache-Control")).isEqualTo("no-store");
		Map<String, Object> key = JSONObjectUtils.parse(response.body());
		AccessTokenIssuer issuer = new AccessTokenIssuer(
				() -> new SigningKey(new AccessKey(String.valueOf(key.get("AccessKey"))),
						String.valueOf(key.get("KeyId"))),
				TokenAlgorithm.HS256, Clock.systemUTC());
		assertThat(upgrade(issuer, "client")).isEqualTo(101);
		assertThat(upgrade(issuer, "server")).isEqualTo(401);
		AccessTokenIssuer withoutId = new AccessTokenIssuer(new AccessKey(String.valueOf(key.get("AccessKey"))),
				TokenAlgorithm.HS256, Clock.systemUTC());
		assertThat(upgrade(withoutId, "client")).isEqualTo(401);
		this.relay.accessKeys().replace(List.of(new AccessKey("another-master-another-master-another-master")));
		assertThat(upgrade(issuer, "client")).isEqualTo(401);
	}

	private int upgrade(AccessTokenIssuer issuer, String path) {
		try (RawSocket peer = new RawSocket(this.port)) {
			String token = issuer.issue(AUDIENCE.formatted(path), Duration.ofHours(1), List.of());
			return peer.upgrade("/" + path + "/?hub=chat&cid=1", "Authorization: Bearer " + token).status();
		}
	}

	@Test
	void accessKeysWorkBesideIdentities() {
		assertThat(openServer(RelayFixture.token(AUDIENCE.formatted("server"))).status()).isEqualTo(101);
		assertThat(this.verdicts).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "e30.e30.x", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJIUzI1NiJ9.e30.x" })
	void otherTokensAreNotAskedAbout(String token) {
		assertThat(openServer(token).status()).isEqualTo(401);
		assertThat(this.verdicts).isEmpty();
	}

	@Test
	void endlessTokensAreNotAskedAbout() {
		assertThat(openServer(PREFIX + "x".repeat(16_384)).status()).isIn(401, 431);
		assertThat(this.verdicts).isEmpty();
	}

	@Test
	void withoutAProviderThereAreNoKeys() {
		try (RelayFixture plain = new RelayFixture(); RawSocket peer = new RawSocket(plain.port)) {
			peer.send("GET /api/v1/auth/accessKey HTTP/1.1\r\nHost: localhost\r\n\r\n");
			Response response = peer.response();
			assertThat(response.status()).isEqualTo(404);
			assertThat(response.body()).contains("identity provider");
		}
	}

	@Test
	void onlyGetIsAllowed() {
		try (RawSocket peer = new RawSocket(this.port)) {
			peer.send("POST /api/v1/auth/accessKey HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n");
			assertThat(peer.response().status()).isEqualTo(405);
		}
	}

}
