// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.tls.Certificates;
import io.github.signalrelay.tests.tls.TlsDeployment;

/**
 * The published JavaScript client over TLS, with an authority that Node is told to trust.
 */
@Execution(ExecutionMode.CONCURRENT)
class TlsJavaScriptClientIntegrationTests {

	private static Certificates certificates;

	@BeforeAll
	static void start(@TempDir Path folder) {
		certificates = Certificates.in(folder);
	}

	@TestFactory
	Stream<DynamicTest> webFlux() {
		return run(TlsDeployment.WEBFLUX, "json/web-sockets");
	}

	@TestFactory
	Stream<DynamicTest> webMvc() {
		return run(TlsDeployment.WEBMVC, "messagepack/web-sockets");
	}

	@TestFactory
	Stream<DynamicTest> relay() {
		return run(TlsDeployment.RELAY, "json/web-sockets");
	}

	private static Stream<DynamicTest> run(TlsDeployment kind, String... pairs) {
		try (Deployment deployment = kind.start(certificates)) {
			Map<String, String> trust = Map.of("NODE_EXTRA_CA_CERTS", certificates.authority().toString());
			List<DynamicTest> tests = JavaScriptSuite.run(deployment, trust, List.of(pairs)).toList();
			return tests.stream();
		}
	}

}
