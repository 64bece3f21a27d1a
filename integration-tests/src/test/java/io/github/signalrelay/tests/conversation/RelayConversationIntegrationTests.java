// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

/**
 * The relay between scripted app servers and scripted clients. Each script has a hub of
 * its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RelayConversationIntegrationTests {

	private RunningApplication shared;

	@BeforeAll
	void start() {
		this.shared = start(Map.of());
	}

	@AfterAll
	void stop() {
		this.shared.close();
	}

	private static RunningApplication start(Map<String, Object> properties) {
		Map<String, Object> all = new HashMap<>(properties);
		all.put("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY);
		return RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE, all);
	}

	@TestFactory
	Stream<DynamicTest> scripts() throws IOException {
		return Script.in("relay").stream().map((script) -> DynamicTest.dynamicTest(script.name(), () -> play(script)));
	}

	private void play(Script script) throws Exception {
		Map<String, Object> properties = script.properties("relay");
		if (properties.isEmpty()) {
			play(script, this.shared);
		}
		else {
			try (RunningApplication own = start(properties)) {
				play(script, own);
			}
		}
	}

	private static void play(Script script, RunningApplication relay) throws Exception {
		try (RelayPeers peers = new RelayPeers(relay)) {
			Conversation.play(script, peers);
		}
	}

}
