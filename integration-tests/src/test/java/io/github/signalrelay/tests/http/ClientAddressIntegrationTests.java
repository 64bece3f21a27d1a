// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.http;

import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.DeploymentKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Address of a client in its hub, with a proxy that is trusted and with one that nobody
 * has named.
 */
class ClientAddressIntegrationTests {

	private static final long PATIENCE = 20;

	private static final String TOLD = "203.0.113.9";

	@ParameterizedTest
	@CsvSource({ "WEBFLUX, '', 127.0.0.1", "WEBMVC, '', 127.0.0.1", "RELAY, '', 127.0.0.1",
			"WEBFLUX, 127.0.0.0/8, 203.0.113.9", "WEBMVC, 127.0.0.1, 203.0.113.9",
			"RELAY, '10.0.0.0/8,127.0.0.1', 203.0.113.9" })
	void headerIsBelievedOfTrustedProxiesOnly(DeploymentKind kind, String trusted, String expected) {
		try (Deployment deployment = kind.start(Map.of("signalr.relay.access.trusted-proxies", trusted))) {
			for (URI app : deployment.appServers()) {
				HubConnection client = HubConnectionBuilder.create(app.resolve("/deep/request").toString())
					.withHeader("X-Forwarded-For", "1.1.1.1, " + TOLD)
					.build();
				assertThat(client.start().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
				Map<?, ?> seen = client.invoke(Map.class, "seen").timeout(PATIENCE, TimeUnit.SECONDS).blockingGet();
				assertThat(seen.get("remoteAddress")).isEqualTo(expected);
				assertThat(seen.get("path")).isEqualTo("/deep/request");
				client.stop().blockingAwait();
			}
		}
	}

}
