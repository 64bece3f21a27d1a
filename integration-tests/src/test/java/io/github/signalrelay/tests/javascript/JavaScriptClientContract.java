// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.DeploymentKind;

/**
 * What the published JavaScript client finds in every deployment, with both hub protocols
 * over all transports. Server-Sent Events carry text only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JavaScriptClientContract {

	private final DeploymentKind kind;

	private final List<String> pairs;

	private Deployment deployment;

	/**
	 * Creates the tests of one deployment.
	 * @param kind the deployment under test
	 * @param pairs hub protocols and the transports that carry them
	 */
	JavaScriptClientContract(DeploymentKind kind, String... pairs) {
		this.kind = kind;
		this.pairs = List.of(pairs);
	}

	@BeforeAll
	void start() {
		this.deployment = this.kind.start();
	}

	@AfterAll
	void stop() {
		this.deployment.close();
	}

	@TestFactory
	Stream<DynamicTest> scenarios() {
		return JavaScriptSuite.run(this.deployment, Map.of(), this.pairs);
	}

}
