// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.identity;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;

import org.springframework.boot.WebApplicationType;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.relay.autoconfigure.AccessKeyReload;
import io.github.signalrelay.service.ServiceEndpoints;
import io.github.signalrelay.service.connection.ServiceConnectionState;
import io.github.signalrelay.service.connection.ServiceConnectionState.Phase;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.app.WhoAmI;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The access key is changed at relay and app server, again and again, while published
 * clients are connected and come (figure F10 of the reliability reference).
 */
class KeyRotationIntegrationTests {

	private static final long PATIENCE = 20;

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static final AtomicInteger lost = new AtomicInteger();

	private static final Map<String, Object> ofRelay = new ConcurrentHashMap<>();

	private static final Map<String, Object> ofApp = new ConcurrentHashMap<>();

	private static RunningApplication relay;

	private static RunningApplication app;

	private static String present = RelayDeployment.ACCESS_KEY;

	private static Set<String> serverConnections;

	private static List<HubConnection> connected;

	private static List<String> ids;

	@BeforeAll
	static void start() {
		relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				Map.of("signalr.relay.access-keys", present));
		app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
				Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin()),
						"azure.signalr.initial-hub-server-connection-count", "2"));
		changing(relay, ofRelay);
		changing(app, ofApp);
		RelayDeployment.awaitConnected(List.of(URI.create(app.origin() + "/test")));
		connected = List.of(connect(TransportEnum.WEBSOCKETS), connect(TransportEnum.LONG_POLLING));
		connected.forEach((client) -> client.onClosed((error) -> lost.incrementAndGet()));
		ids = connected.stream().map(KeyRotationIntegrationTests::whoAmI).toList();
		await().until(() -> serverConnections().size() == relay.bean(Relay.class).serverConnections());
		serverConnections = serverConnections();
	}

	private static void changing(RunningApplication application, Map<String, Object> properties) {
		application.bean(ConfigurableEnvironment.class)
			.getPropertySources()
			.addFirst(new MapPropertySource("changing", properties));
	}

	@AfterAll
	static void stop() {
		connected.forEach((client) -> client.stop().blockingAwait(PATIENCE, TimeUnit.SECONDS));
		app.close();
		relay.close();
	}

	/** Ids of the service connections that are up. */
	private static Set<String> serverConnections() {
		return app.bean(ServiceEndpoints.class)
			.states()
			.stream()
			.flatMap((endpoint) -> endpoint.hubs().stream())
			.flatMap((hub) -> hub.connections().stream())
			.filter((connection) -> connection.phase() == Phase.CONNECTED)
			.map(ServiceConnectionState::id)
			.collect(Collectors.toSet());
	}

	private static HubConnection connect(TransportEnum transport) {
		HubConnection client = HubConnectionBuilder.create(app.origin() + "/test").withTransport(transport).build();
		assertThat(client.start().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
		return client;
	}

	@RepeatedTest(20)
	void everybodyStaysAndTheOldKeyOpensNothing() throws Exception {
		String old = present;
		String next = "key-" + UUID.randomUUID() + "-" + UUID.randomUUID();
		assertThat(reloadRelay(old + "," + next)).isEqualTo("changed");
		assertThat(negotiate(old)).isEqualTo(200);
		ofApp.put("azure.signalr.connection-string",
				"Endpoint=" + relay.origin() + ";AccessKey=" + next + ";Version=1.0;");
		app.bean(ServiceEndpoints.class).refresh().toCompletableFuture().get(PATIENCE, TimeUnit.SECONDS);
		assertThat(reloadRelay(next)).isEqualTo("changed");
		present = next;
		assertThat(negotiate(old)).isEqualTo(401);
		assertThat(negotiate(next)).isEqualTo(200);
		HubConnection fresh = connect(TransportEnum.WEBSOCKETS);
		assertThat(whoAmI(fresh)).isNotEmpty();
		assertThat(fresh.stop().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
		assertThat(connected.stream().map(KeyRotationIntegrationTests::whoAmI)).containsExactlyElementsOf(ids);
		assertThat(lost).hasValue(0);
		assertThat(serverConnections()).containsAll(serverConnections);
	}

	private static String whoAmI(HubConnection client) {
		return client.invoke(WhoAmI.class, "whoAmI").timeout(PATIENCE, TimeUnit.SECONDS).blockingGet().connectionId();
	}

	private static String reloadRelay(String keys) {
		ofRelay.put("signalr.relay.access-keys", keys);
		return relay.bean(AccessKeyReload.class).reload().outcome();
	}

	/** What the relay answers to a token of a key. */
	private static int negotiate(String key) throws Exception {
		String token = new AccessTokenIssuer(new AccessKey(key), TokenAlgorithm.HS256, Clock.systemUTC())
			.issue(relay.origin() + "/client/?hub=test", Duration.ofMinutes(1), List.of());
		return HTTP
			.send(HttpRequest.newBuilder(URI.create(relay.origin() + "/client/negotiate?hub=test&negotiateVersion=1"))
				.header("Authorization", "Bearer " + token)
				.POST(HttpRequest.BodyPublishers.noBody())
				.build(), BodyHandlers.discarding())
			.statusCode();
	}

}
