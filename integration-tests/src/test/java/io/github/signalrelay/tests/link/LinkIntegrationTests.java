// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.link;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.app.LinkHub;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Connections between client, relay and app server are reset, or fall silent: the client
 * comes back, and the hub hears once of the end of each connection.
 */
@Execution(ExecutionMode.CONCURRENT)
class LinkIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(90);

	private RunningApplication relay;

	private TcpLink clientLink;

	private TcpLink serverLink;

	private RunningApplication app;

	@BeforeEach
	void start() {
		this.relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY, "signalr.relay.timeouts.client", "6s"));
		this.clientLink = TcpLink.to(this.relay.origin());
		this.serverLink = TcpLink.to(this.relay.origin());
		String connectionString = RelayDeployment.connectionString(this.serverLink.address()) + "ClientEndpoint="
				+ this.clientLink.address() + ";";
		this.app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
				Map.of("azure.signalr.connection-string", connectionString, "signalr.hub.keep-alive-interval", "1s"));
		RelayDeployment.awaitConnected(List.of(hub()));
	}

	@AfterEach
	void stop() throws Exception {
		this.app.close();
		this.clientLink.close();
		this.serverLink.close();
		this.relay.close();
	}

	private URI hub() {
		return this.app.origin().resolve("/link");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void betweenClientAndRelay(String protocol) throws Exception {
		cutAndSilence(this.clientLink, protocol);
		assertThat(closed("client_timeout")).as("connections that the relay found silent").isEqualTo(1);
	}

	@Test
	void betweenAppServerAndRelay() throws Exception {
		cutAndSilence(this.serverLink, "json");
		assertThat(closed("app_server_lost")).as("connections closed for their app server").isEqualTo(2);
	}

	/** A client survives both, and the hub hears once of the end of each connection. */
	private void cutAndSilence(TcpLink link, String protocol) throws Exception {
		try (ReconnectingClient client = ReconnectingClient.start(hub(), protocol)) {
			String first = client.awaitState("connected");
			link.cut();
			client.awaitState("reconnecting");
			String second = client.awaitState("reconnected");
			awaitEnds(Map.of(first, 1));

			link.swallow();
			client.awaitState("reconnecting");
			String third = client.awaitState("reconnected");
			awaitEnds(Map.of(first, 1, second, 1));

			client.stop();
			awaitEnds(Map.of(first, 1, second, 1, third, 1));
		}
	}

	private void awaitEnds(Map<String, Integer> expected) {
		LinkHub hub = this.app.bean(LinkHub.class);
		Awaitility.await("ends")
			.atMost(LIMIT)
			.untilAsserted(() -> assertThat(hub.ends()).containsOnlyKeys(expected.keySet()));
		assertThat(hub.ends()).isEqualTo(expected);
	}

	private double closed(String category) {
		return this.relay.bean(MeterRegistry.class)
			.get("signalr.relay.client.closed")
			.tag("category", category)
			.counter()
			.count();
	}

}
