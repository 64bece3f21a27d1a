// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.service.connection.ServiceLinkRequest;
import io.github.signalrelay.service.endpoint.InitialEndpoints;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * App servers give their tokens to relays only that they trust.
 */
class RelayTrustIntegrationTests {

	private static final long PATIENCE = 20;

	@Test
	void onlyRelaysOfTrustedAuthoritiesAreConnectedTo(@TempDir Path folder) throws Exception {
		Certificates certificates = Certificates.in(folder);
		Map<String, Object> ofRelay = new HashMap<>(certificates.serverProperties());
		ofRelay.put("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY);
		try (RunningApplication relay = RunningApplication.start(SignalRelayApplication.class,
				WebApplicationType.REACTIVE, ofRelay)) {
			Map<String, Object> ofApp = new HashMap<>(Map.of("azure.signalr.connection-string",
					RelayDeployment.connectionString(relay.origin()),
					"azure.signalr.initial-hub-server-connection-count", "0",
					"spring.ssl.bundle.pem.authority.truststore.certificate", "file:" + certificates.authority()));
			try (RunningApplication app = start(ofApp)) {
				assertThatThrownBy(() -> open(app))
					.hasMessageContaining("is not trusted: unable to find valid certification path");
			}
			ofApp.put("azure.signalr.ssl.bundle", "authority");
			try (RunningApplication app = start(ofApp)) {
				assertThat(open(app)).isNotNull();
			}
		}
	}

	private static RunningApplication start(Map<String, Object> properties) {
		return RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE, properties);
	}

	private static ServiceLink open(RunningApplication app) throws Exception {
		ServiceLinkRequest request = new ServiceLinkRequest("test", UUID.randomUUID().toString(), "server1",
				ServerConnectionType.DEFAULT, null, false);
		return app.bean(InitialEndpoints.class)
			.endpoints()
			.get(0)
			.opener()
			.open(request, new Deaf())
			.toCompletableFuture()
			.get(PATIENCE, TimeUnit.SECONDS);
	}

	private static final class Deaf implements ServiceLinkListener {

		@Override
		public void onMessage(ServiceLink link, ServiceMessage message) {
		}

		@Override
		public void onClosed(ServiceLink link, @Nullable String reason) {
		}

	}

}
