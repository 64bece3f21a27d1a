// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Address of a client in its hub, with a proxy that is trusted and with one that nobody
 * has named.
 */
class ClientAddressIntegrationTests {

	private static final long PATIENCE = 20;

	private static final String TOLD = "203.0.113.9";

	@ParameterizedTest
	@CsvSource({ "webFlux, '', 127.0.0.1", "webMvc, '', 127.0.0.1", "relay, '', 127.0.0.1",
			"webFlux, 127.0.0.0/8, 203.0.113.9", "webMvc, 127.0.0.1, 203.0.113.9",
			"relay, '10.0.0.0/8,127.0.0.1', 203.0.113.9" })
	void headerIsBelievedOfTrustedProxiesOnly(String kind, String trusted, String expected) {
		try (Deployment deployment = start(kind, Map.of("signalr.relay.access.trusted-proxies", trusted))) {
			for (URI app : deployment.appServers()) {
				HubConnection client = HubConnectionBuilder.create(app.resolve("/request").toString())
					.withHeader("X-Forwarded-For", "1.1.1.1, " + TOLD)
					.build();
				assertThat(client.start().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
				Map<?, ?> seen = client.invoke(Map.class, "seen").timeout(PATIENCE, TimeUnit.SECONDS).blockingGet();
				assertThat(seen.get("remoteAddress")).isEqualTo(expected);
				assertThat(seen.get("path")).isEqualTo("/request");
				client.stop().blockingAwait();
			}
		}
	}

	private static Deployment start(String kind, Map<String, Object> properties) {
		return switch (kind) {
			case "webFlux" -> EmbeddedDeployment.webFlux(properties);
			case "webMvc" -> EmbeddedDeployment.webMvc(properties);
			default -> RelayDeployment.withTwoAppServers(properties, Map.of(), HttpClient.newHttpClient());
		};
	}

}
