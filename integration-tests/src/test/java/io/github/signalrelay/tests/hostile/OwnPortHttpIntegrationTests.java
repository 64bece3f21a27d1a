// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.net.URI;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;

/** The port that the embedded relay opens beside Tomcat. */
class OwnPortHttpIntegrationTests implements HttpPortContract {

	private static Deployment deployment;

	private static Bystanders bystanders;

	@BeforeAll
	static void start() {
		deployment = EmbeddedDeployment
			.webMvc(Map.of("signalr.relay.http.request-timeout", REQUEST_TIMEOUT, "signalr.relay.http.idle-timeout",
					"6s", "signalr.relay.access.allowed-origins", HostileRequest.GOOD_ORIGIN));
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
