// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each case of the Autobahn WebSocket test suite. The large and many messages of its part
 * 9 take Jython minutes, so that they are run in continuous integration ({@code CI=true})
 * only, or with {@code -Dsurefire.jvm.options=-Dautobahn.cases=*}.
 */
class AutobahnIntegrationTests {

	private static final int ALL_CASES = 301;

	private static final int CASES_WITHOUT_LARGE = 247;

	@TestFactory
	Stream<DynamicTest> everyCasePasses() throws Exception {
		String chosen = System.getProperty("autobahn.cases");
		boolean all = (chosen != null) ? chosen.equals("*") : "true".equals(System.getenv("CI"));
		List<String> cases = (chosen != null) ? List.of(chosen.split(",")) : all ? List.of("*") : withoutLarge();
		try (EchoServer server = EchoServer.start()) {
			List<CaseResult> results = FuzzingClient.run(server.address(), "report", cases);
			if (chosen == null || all) {
				assertThat(results).as("cases that were run").hasSize(all ? ALL_CASES : CASES_WITHOUT_LARGE);
			}
			return results.stream()
				.map((result) -> DynamicTest.dynamicTest(result.id(),
						() -> assertThat(result.isGood())
							.as(() -> result + "; the page about it lies in target/autobahn/report")
							.isTrue()));
		}
	}

	private static List<String> withoutLarge() {
		return Stream.concat(IntStream.rangeClosed(1, 7).boxed(), Stream.of(10)).map((part) -> part + ".*").toList();
	}

}
