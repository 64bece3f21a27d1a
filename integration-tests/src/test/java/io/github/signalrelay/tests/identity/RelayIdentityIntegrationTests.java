// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.identity;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tokens of an OpenID Connect provider at the relay program: who may open a server
 * connection (REST reference, 5.3).
 */
class RelayIdentityIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static IdentityProvider provider;

	private static RunningApplication relay;

	@BeforeAll
	static void start() {
		provider = new IdentityProvider();
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY);
		properties.put("signalr.relay.oidc.issuers.main.issuer-uri", provider.issuer());
		properties.put("signalr.relay.oidc.issuers.main.permissions.signalr-apps", "SignalR App Server");
		relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE, properties);
	}

	@AfterAll
	static void stop() {
		relay.close();
		provider.close();
	}

	/** Status of the upgrade, 101 if it works. */
	private static int openServer(String token) throws Exception {
		URI address = URI.create("ws" + relay.origin().toString().substring(4) + "/server/?hub=chat&cid=1");
		try {
			HTTP.newWebSocketBuilder()
				.header("Authorization", "Bearer " + token)
				.connectTimeout(LIMIT)
				.buildAsync(address, new WebSocket.Listener() {
				})
				.get(LIMIT.toSeconds(), TimeUnit.SECONDS)
				.abort();
			return 101;
		}
		catch (ExecutionException ex) {
			return ((WebSocketHandshakeException) ex.getCause()).getResponse().statusCode();
		}
	}

	private static HttpResponse<String> accessKey(String token) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(relay.origin().resolve("/api/v1/auth/accessKey"))
			.timeout(LIMIT)
			.header("Authorization", "Bearer " + token)
			.build(), BodyHandlers.ofString());
	}

	@Test
	void rolesAndDataActionsOpenWhatTheyAreFor() throws Exception {
		assertThat(openServer(provider.token("SignalR.AppServer"))).isEqualTo(101);
		assertThat(openServer(provider.token("signalr-apps"))).isEqualTo(101);
		assertThat(openServer(provider.token("Microsoft.SignalRService/SignalR/serverConnection/write")))
			.isEqualTo(101);
		assertThat(openServer(provider.token("auth/accessKey/action"))).isEqualTo(403);
		assertThat(openServer(provider.token())).isEqualTo(403);
		assertThat(accessKey(provider.token("SignalR App Server")).statusCode()).isEqualTo(200);
		HttpResponse<String> refused = accessKey(provider.token("serverConnection/write"));
		assertThat(refused.statusCode()).isEqualTo(403);
		assertThat(refused.body()).contains("Microsoft.SignalRService/SignalR/auth/accessKey/action");
	}

	@TestFactory
	Stream<DynamicTest> badTokensAreUnauthorized() throws Exception {
		return badTokens().entrySet().stream().map((row) -> DynamicTest.dynamicTest(row.getKey(), () -> {
			assertThat(openServer(row.getValue())).isEqualTo(401);
			assertThat(accessKey(row.getValue()).statusCode()).isEqualTo(401);
		}));
	}

	private static Map<String, String> badTokens() throws Exception {
		Date before = Date.from(Instant.now().minus(Duration.ofHours(1)));
		Date later = Date.from(Instant.now().plus(Duration.ofHours(1)));
		Map<String, String> bad = new LinkedHashMap<>();
		bad.put("expired", appServer((claims) -> claims.expirationTime(before)));
		bad.put("without expiry", appServer((claims) -> claims.expirationTime(null)));
		bad.put("not yet valid", appServer((claims) -> claims.notBeforeTime(later)));
		bad.put("other audience", appServer((claims) -> claims.audience("https://other.example.org")));
		bad.put("no audience", appServer((claims) -> claims.audience(List.of())));
		bad.put("other issuer", appServer((claims) -> claims.issuer("https://other.example.org")));
		bad.put("no issuer", appServer((claims) -> claims.issuer(null)));
		bad.put("other key", provider.sign(IdentityProvider.newKey(), RelayIdentityIntegrationTests::withRole));
		String good = provider.token("SignalR App Server");
		bad.put("changed", good.substring(0, good.length() - 8) + "AAAAAAAA");
		JWTClaimsSet claims = SignedJWT.parse(good).getJWTClaimsSet();
		bad.put("unsigned", new PlainJWT(claims).serialize());
		SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
		shared.sign(new MACSigner("the provider's name, or its public key, as a shared secret"));
		bad.put("signed with a secret", shared.serialize());
		bad.put("nothing", "x");
		return bad;
	}

	private static JWTClaimsSet.Builder withRole(JWTClaimsSet.Builder claims) {
		return claims.claim("roles", List.of("SignalR App Server"));
	}

	private static String appServer(UnaryOperator<JWTClaimsSet.Builder> change) {
		return provider.token((claims) -> change.apply(withRole(claims)));
	}

	@Test
	void aNewKeyOfTheProviderIsFetchedAndMadeUpOnesHardly() throws Exception {
		try (IdentityProvider other = new IdentityProvider();
				RunningApplication own = RunningApplication.start(SignalRelayApplication.class,
						WebApplicationType.REACTIVE,
						Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY,
								"signalr.relay.oidc.issuers.main.issuer-uri", other.issuer(),
								"signalr.relay.oidc.issuers.main.granted", "auth/accessKey/action"))) {
			URI address = own.origin().resolve("/api/v1/auth/accessKey");
			assertThat(get(address, other.token())).isEqualTo(200);
			other.changeKey();
			await().atMost(Duration.ofSeconds(30)).until(() -> get(address, other.token()) == 200);
			for (int i = 0; i < 5; i++) {
				assertThat(get(address, other.sign(IdentityProvider.newKey(), (claims) -> claims))).isEqualTo(401);
			}
			assertThat(other.fetches.get()).isLessThan(7);
		}
	}

	@Test
	void aProviderThatIsDownIsSaidToBe() throws Exception {
		IdentityProvider gone = new IdentityProvider();
		String token = gone.token("SignalR App Server");
		String issuer = gone.issuer();
		gone.close();
		try (RunningApplication own = RunningApplication.start(SignalRelayApplication.class,
				WebApplicationType.REACTIVE, Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY,
						"signalr.relay.oidc.issuers.main.issuer-uri", issuer))) {
			assertThat(get(own.origin().resolve("/api/v1/auth/accessKey"), token)).isEqualTo(503);
		}
	}

	private static int get(URI address, String token) throws Exception {
		return HTTP
			.send(HttpRequest.newBuilder(address).timeout(LIMIT).header("Authorization", "Bearer " + token).build(),
					BodyHandlers.discarding())
			.statusCode();
	}

}
