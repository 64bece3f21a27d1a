// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.NodeScript;
import io.github.signalrelay.tests.Requirements;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compressed messages of all sizes with the WebSockets of Node and of Chromium. The
 * Autobahn suite as it is published for Java does not have its parts 12 and 13, which are
 * about compression; the cases here follow them.
 */
class CompressedEchoIntegrationTests {

	private static final int CASES = 19;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@TestFactory
	Stream<DynamicTest> everyCasePasses() throws Exception {
		String chromium = Requirements.program("chromium", "chromium-browser", "google-chrome").toString();
		try (EchoServer server = EchoServer.start()) {
			List<JsonNode> results = NodeScript
				.run("echo-compressed.mjs", List.of("--url", server.address(), "--chromium", chromium))
				.lines()
				.map(JSON::readTree)
				.toList();
			assertThat(results).as("cases that were run").hasSize(CASES);
			return results.stream()
				.map((result) -> DynamicTest.dynamicTest(result.path("name").asString(),
						() -> assertThat(result.path("ok").asBoolean()).as(result.path("detail").asString()).isTrue()));
		}
	}

}
