// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.github.signalrelay.tests.deployment.Deployment;

/**
 * What the published JavaScript client finds in every deployment, with both hub
 * protocols.
 */
interface JavaScriptClientContract {

	/**
	 * The deployment under test, started by the class that implements this.
	 * @return the deployment
	 */
	Deployment deployment();

	@TestFactory
	default Stream<DynamicTest> json() {
		return JavaScriptSuite.run(deployment(), "json");
	}

	@TestFactory
	default Stream<DynamicTest> messagePack() {
		return JavaScriptSuite.run(deployment(), "messagepack");
	}

}
