// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.health;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Health and state of endpoints, over HTTP, with a relay that comes and goes. */
class EndpointHealthIntegrationTests {

	private static final String KEY = "a-key-of-the-health-test-that-is-long-enough-to-be-strong";

	private static final String WRONG_KEY = "another-key-of-the-health-test-that-is-long-enough";

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private final HttpClient http = HttpClient.newHttpClient();

	private RunningApplication relay;

	@BeforeEach
	void startRelay() {
		this.relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				Map.of("signalr.relay.access-keys", KEY));
	}

	@AfterEach
	void stopRelay() {
		this.relay.close();
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void endpointGoesDownAndComesUpAgain(WebApplicationType type) {
		try (RunningApplication app = start(type,
				Map.of("azure.signalr.connection-string", connectionString(this.relay.port(), KEY)))) {
			awaitStatus(app, "/default", "UP");
			JsonNode up = get(app, "/actuator/health/signalr/default").path("details");
			assertThat(up.path("address").asString()).isEqualTo("http://127.0.0.1:" + this.relay.port());
			assertThat(up.path("type").asString()).isEqualTo("primary");
			assertThat(up.path("connections").asInt()).isPositive();
			assertThat(up.path("hubs").path("watched").path("online").asBoolean()).isTrue();
			assertThat(up.path("hubs").path("watched").has("lastProblem")).isFalse();
			this.relay.stop();
			awaitStatus(app, "/default", "DOWN");
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThat(lastProblem(app, "default")).contains("connection was refused"));
			assertThat(get(app, "/actuator/health/signalr").path("status").asString()).isEqualTo("DOWN");
			assertThat(get(app, "/actuator/health/readiness").path("status").asString()).isEqualTo("UP");
			this.relay.startAgain();
			awaitStatus(app, "/default", "UP");
		}
	}

	@Test
	void eachEndpointHasItsOwnHealth() throws Exception {
		int nobody;
		try (ServerSocket socket = new ServerSocket(0)) {
			nobody = socket.getLocalPort();
		}
		try (RunningApplication app = start(WebApplicationType.REACTIVE,
				Map.of("azure.signalr.endpoints[east]", connectionString(this.relay.port(), KEY),
						"azure.signalr.endpoints[west:secondary]", connectionString(nobody, KEY)))) {
			awaitStatus(app, "/east", "UP");
			awaitStatus(app, "/west", "DOWN");
			assertThat(get(app, "/actuator/health/signalr/west").path("details").path("type").asString())
				.isEqualTo("secondary");
			assertThat(get(app, "/actuator/health/signalr").path("components").propertyNames()).containsExactly("east",
					"west");
		}
	}

	@Test
	void wrongKeyIsTold() {
		try (RunningApplication app = start(WebApplicationType.REACTIVE,
				Map.of("azure.signalr.connection-string", connectionString(this.relay.port(), WRONG_KEY)))) {
			awaitStatus(app, "/default", "DOWN");
			// the relay tells its time, so the clocks are known to agree
			assertThat(lastProblem(app, "default")).contains("status 401", "access key").doesNotContain("clock");
		}
	}

	@Test
	void actuatorEndpointShowsConnections() {
		try (RunningApplication app = start(WebApplicationType.REACTIVE, Map.of("azure.signalr.connection-string",
				connectionString(this.relay.port(), KEY), "azure.signalr.initial-hub-server-connection-count", "2"))) {
			awaitStatus(app, "/default", "UP");
			await().atMost(LIMIT).untilAsserted(() -> {
				JsonNode hub = get(app, "/actuator/signalrendpoints").path("endpoints").path(0).path("hubs").path(0);
				assertThat(hub.path("hub").asString()).isEqualTo("watched");
				assertThat(hub.path("connections")).hasSize(2)
					.allSatisfy((connection) -> assertThat(connection.path("phase").asString()).isEqualTo("CONNECTED"));
			});
		}
	}

	@Test
	void embeddedRelayIsShownTooButHasItsOwnHealth() {
		try (RunningApplication app = start(WebApplicationType.REACTIVE, Map.of())) {
			assertThat(get(app, "/actuator/health").path("components").propertyNames()).contains("signalRRelay")
				.doesNotContain("signalr");
			assertThat(get(app, "/actuator/signalrendpoints").path("endpoints").path(0).path("address").asString())
				.isEqualTo("(this process)");
		}
	}

	@Test
	void healthCanBeSwitchedOff() {
		try (RunningApplication app = start(WebApplicationType.REACTIVE, Map.of("azure.signalr.connection-string",
				connectionString(this.relay.port(), KEY), "management.health.signalr.enabled", "false"))) {
			assertThat(get(app, "/actuator/health").path("components").propertyNames()).doesNotContain("signalr");
		}
	}

	private static String connectionString(int port, String key) {
		return "Endpoint=http://127.0.0.1;Port=" + port + ";AccessKey=" + key + ";Version=1.0;";
	}

	private static RunningApplication start(WebApplicationType type, Map<String, Object> properties) {
		Map<String, Object> all = new HashMap<>(properties);
		all.put("management.endpoints.web.exposure.include", "health,signalrendpoints");
		all.put("management.endpoint.health.show-details", "always");
		all.put("management.endpoint.health.probes.enabled", "true");
		return RunningApplication.start(WatchedApplication.class, type, all);
	}

	private void awaitStatus(RunningApplication app, String path, String status) {
		await().atMost(LIMIT)
			.untilAsserted(() -> assertThat(get(app, "/actuator/health/signalr" + path).path("status").asString(""))
				.isEqualTo(status));
	}

	private String lastProblem(RunningApplication app, String endpoint) {
		return get(app, "/actuator/health/signalr/" + endpoint).path("details")
			.path("hubs")
			.path("watched")
			.path("lastProblem")
			.asString("");
	}

	private JsonNode get(RunningApplication app, String path) {
		try {
			String body = this.http
				.send(HttpRequest.newBuilder(URI.create(app.origin() + path)).timeout(Duration.ofSeconds(20)).build(),
						BodyHandlers.ofString())
				.body();
			assertThat(body).doesNotContain(KEY, WRONG_KEY);
			return JsonMapper.shared().readTree(body);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
