// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.claims;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Published clients whose users have more claims than a token holds, with the relay that
 * keeps them elsewhere and in the same process.
 */
class LargeClaimsIntegrationTests {

	private static final long PATIENCE = 20;

	private static final String[] EXPECTED = ClaimsApplication.CLAIMS.stream()
		.map((claim) -> claim.type() + "=" + claim.value())
		.toArray(String[]::new);

	@ParameterizedTest
	@EnumSource(value = TransportEnum.class, names = { "WEBSOCKETS", "LONG_POLLING" })
	void hubsSeeThemThroughARelay(TransportEnum transport) {
		try (RunningApplication relay = RunningApplication.start(SignalRelayApplication.class,
				WebApplicationType.REACTIVE, Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));
				RunningApplication app = RunningApplication.start(ClaimsApplication.class, WebApplicationType.SERVLET,
						Map.of("azure.signalr.claims-in-relay", "true", "azure.signalr.connection-string",
								RelayDeployment.connectionString(relay.origin())))) {
			// Answered 413 until a service connection can take the claims
			RelayDeployment.awaitConnected(List.of(URI.create(app.origin() + "/claims")));
			assertClientsHaveTheirClaims(app, transport);
		}
	}

	@ParameterizedTest
	@EnumSource(value = TransportEnum.class, names = { "WEBSOCKETS", "LONG_POLLING" })
	void hubsSeeThemWithTheRelayInTheSameProcess(TransportEnum transport) {
		try (RunningApplication app = RunningApplication.start(ClaimsApplication.class, WebApplicationType.REACTIVE,
				Map.of("azure.signalr.claims-in-relay", "true"))) {
			assertClientsHaveTheirClaims(app, transport);
		}
	}

	private static void assertClientsHaveTheirClaims(RunningApplication app, TransportEnum transport) {
		for (int count = 0; count < 5; count++) {
			HubConnection client = HubConnectionBuilder.create(app.origin() + "/claims")
				.withTransport(transport)
				.build();
			assertThat(client.start().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
			assertThat(client.invoke(String[].class, "claims").timeout(PATIENCE, TimeUnit.SECONDS).blockingGet())
				.containsExactly(EXPECTED);
			assertThat(client.stop().blockingAwait(PATIENCE, TimeUnit.SECONDS)).isTrue();
		}
	}

}
