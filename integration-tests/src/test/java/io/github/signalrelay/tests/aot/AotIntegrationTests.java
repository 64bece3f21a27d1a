// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.aot;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.samples.chat.ChatApplication;
import io.github.signalrelay.tests.NodeScript;
import io.github.signalrelay.tests.deployment.PackagedProgram;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged programs, started with {@code -Dspring.aot.enabled=true}, serve the
 * published JavaScript client.
 */
class AotIntegrationTests {

	@ParameterizedTest
	@ValueSource(strings = { "samples/chat", "samples/chat-mvc" })
	void anApplicationWithItsRelayInside(String module) throws Exception {
		try (PackagedProgram program = PackagedProgram.startAheadOfTime(module)) {
			assertThat(program.output()).contains("Starting AOT-processed");
			chat(program.origin().resolve("/chat"));
		}
	}

	@Test
	void aRelay() throws Exception {
		try (PackagedProgram relay = PackagedProgram.startAheadOfTime("signalr-relay-app",
				"--signalr.relay.access-keys=" + RelayDeployment.ACCESS_KEY);
				RunningApplication app = RunningApplication.start(ChatApplication.class, WebApplicationType.REACTIVE,
						Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin())))) {
			assertThat(relay.output()).contains("Starting AOT-processed");
			URI hub = app.origin().resolve("/chat");
			RelayDeployment.awaitConnected(List.of(hub));
			chat(hub);
		}
	}

	private static void chat(URI hub) throws Exception {
		NodeScript.run("chat-clients.mjs", List.of(hub.toString()));
	}

}
