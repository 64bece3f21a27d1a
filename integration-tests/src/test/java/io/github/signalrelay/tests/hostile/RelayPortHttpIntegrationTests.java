// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;

/** The port of the relay as a program. */
class RelayPortHttpIntegrationTests implements HttpPortContract {

	private static Deployment deployment;

	private static Bystanders bystanders;

	@BeforeAll
	static void start() {
		deployment = RelayDeployment.withTwoAppServers(
				Map.of("signalr.relay.http.request-timeout", REQUEST_TIMEOUT, "signalr.relay.http.idle-timeout", "6s",
						"signalr.relay.access.allowed-origins", HostileRequest.GOOD_ORIGIN),
				Map.of(), HttpClient.newHttpClient());
		bystanders = Bystanders.connect(HTTP, deployment.hubs());
	}

	@AfterAll
	static void stop() {
		bystanders.close();
		deployment.close();
	}

	@Override
	public URI hub() {
		return deployment.hubs().get(0);
	}

	@Override
	public Bystanders bystanders() {
		return bystanders;
	}

}
