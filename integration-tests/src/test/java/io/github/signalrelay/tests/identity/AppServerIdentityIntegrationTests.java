// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.identity;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.JSONObjectUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.service.EndpointState;
import io.github.signalrelay.service.ServiceEndpoints;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.app.WhoAmI;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An app server without any access key: the relay trusts its identity provider, and gives
 * it keys for its clients. The published client notices nothing.
 */
class AppServerIdentityIntegrationTests {

	private static final long PATIENCE = 20;

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static IdentityProvider provider;

	private static RunningApplication relay;

	@BeforeAll
	static void start() {
		provider = new IdentityProvider();
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY);
		properties.put("signalr.relay.oidc.issuers.main.issuer-uri", provider.issuer());
		relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE, properties);
	}

	@AfterAll
	static void stop() {
		relay.close();
		provider.close();
	}

	private static RunningApplication appServer(Class<?> identity) {
		return RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE, Map
			.of("azure.signalr.connection-string", "Endpoint=" + relay.origin() + ";AuthType=azure;Version=1.0;"),
				identity);
	}

	private static HttpResponse<String> negotiate(RunningApplication app) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(URI.create(app.origin() + "/test/negotiate?negotiateVersion=1"))
			.POST(HttpRequest.BodyPublishers.noBody())
			.build(), BodyHandlers.ofString());
	}

	@ParameterizedTest
	@EnumSource(value = TransportEnum.class, names = { "WEBSOCKETS", "LONG_POLLING" })
	void clientsOfAnAppServerWithARoleAreServed(TransportEnum transport) throws Exception {
		try (RunningApplication app = appServer(AppServerRole.class)) {
			// Connections of all hubs, not only of the one that came first
			await().until(() -> relay.bean(Relay.class).serverConnections() > 0
					&& app.bean(ServiceEndpoints.class).states().stream().allMatch(EndpointState::isOnline));
			HttpResponse<String> negotiated = negotiate(app);
			assertThat(negotiated.statusCode()).isEqualTo(200);
			String token = String.valueOf(JSONObjectUtils.parse(negotiated.body()).get("accessToken"));
			assertThat(JWSObject.parse(token).getHeader().getKeyID()).startsWith("relay-");
			HubConnection client = HubConnectionBuilder.create(app.origin() + "/test?user=ann&colour=red")
				.withTransport(transport)
				.build();
			assertThat(client.start().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
			WhoAmI who = client.invoke(WhoAmI.class, "whoAmI").timeout(PATIENCE, TimeUnit.SECONDS).blockingGet();
			assertThat(who.userId()).isEqualTo("ann");
			assertThat(client.stop().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
		}
		assertThat(AppServerRole.SCOPES).contains("https://signalr.azure.com/.default");
	}

	@Test
	void clientsOfAnAppServerThatGetsNoKeyAreTurnedAway() throws Exception {
		try (RunningApplication app = appServer(NoKey.class)) {
			await().until(() -> app.bean(ServiceEndpoints.class).states().stream().allMatch(EndpointState::isOnline));
			HttpResponse<String> negotiated = negotiate(app);
			assertThat(negotiated.statusCode()).isEqualTo(500);
			assertThat(negotiated.body()).isEmpty();
		}
	}

	/** A user's own bean, which the starter has to prefer to what it would make. */
	@Configuration(proxyBeanMethods = false)
	static class AppServerRole {

		static final List<String> SCOPES = new CopyOnWriteArrayList<>();

		@Bean
		TokenCredential credential() {
			return (request) -> {
				SCOPES.addAll(request.getScopes());
				return Mono.fromSupplier(
						() -> new AccessToken(provider.token("SignalR App Server"), OffsetDateTime.now().plusHours(1)));
			};
		}

	}

	/** An identity that may connect, but gets no key for its clients. */
	@Configuration(proxyBeanMethods = false)
	static class NoKey {

		@Bean
		TokenCredential credential() {
			return (request) -> Mono.fromSupplier(
					() -> new AccessToken(provider.token("serverConnection/write"), OffsetDateTime.now().plusHours(1)));
		}

	}

}
