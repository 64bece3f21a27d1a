// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.tests.NodeScript;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.awaitility.Awaitility.await;

/**
 * Refusals at negotiate, by the class of a hub and by its methods, with the texts that
 * the published JavaScript client shows. The scenarios are in
 * {@code guarded-clients.mjs}; those of the Java client are tests of the starter.
 */
class SecurityIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	@ParameterizedTest
	@CsvSource({ "REACTIVE, json", "REACTIVE, messagepack", "SERVLET, json", "SERVLET, messagepack" })
	void withTheRelayInside(WebApplicationType type, String protocol) throws Exception {
		try (RunningApplication app = RunningApplication.start(GuardedApplication.class, type, Map.of())) {
			runClients(app.origin(), protocol);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void throughARelay(String protocol) throws Exception {
		try (RunningApplication relay = RunningApplication.start(SignalRelayApplication.class,
				WebApplicationType.REACTIVE, Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));
				RunningApplication app = RunningApplication.start(GuardedApplication.class, WebApplicationType.SERVLET,
						Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin())))) {
			ServiceConnections connections = app.bean(ServiceConnections.class);
			await().atMost(LIMIT).until(() -> Stream.of("guarded", "staff", "vault").allMatch(connections::isOnline));
			runClients(app.origin(), protocol);
		}
	}

	private static void runClients(URI origin, String protocol) throws Exception {
		NodeScript.run("guarded-clients.mjs", List.of(origin.toString(), protocol,
				GuardedApplication.jwt("ann", "read admin"), GuardedApplication.jwt("bob", "read")));
	}

}
