// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * An application with a hub, and a scripted service that it dials. Each script has an
 * application of its own.
 */
class StarterConversationIntegrationTests {

	@TestFactory
	Stream<DynamicTest> scripts() throws IOException {
		return Script.in("starter")
			.stream()
			.map((script) -> DynamicTest.dynamicTest(script.name(), () -> play(script)));
	}

	private static void play(Script script) throws Exception {
		try (StarterPeers peers = new StarterPeers(script)) {
			Conversation.play(script, peers);
		}
	}

}
