// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.github.signalrelay.tests.deployment.Deployment;

/**
 * What the published JavaScript client finds in every deployment, with both hub protocols
 * over all transports. Server-Sent Events carry text only.
 */
interface JavaScriptClientContract {

	/**
	 * The deployment under test, started by the class that implements this.
	 * @return the deployment
	 */
	Deployment deployment();

	@TestFactory
	default Stream<DynamicTest> json() {
		return JavaScriptSuite.run(deployment(), "json", "web-sockets");
	}

	@TestFactory
	default Stream<DynamicTest> messagePack() {
		return JavaScriptSuite.run(deployment(), "messagepack", "web-sockets");
	}

	@TestFactory
	default Stream<DynamicTest> jsonOverServerSentEvents() {
		return JavaScriptSuite.run(deployment(), "json", "server-sent-events");
	}

	@TestFactory
	default Stream<DynamicTest> messagePackOverLongPolling() {
		return JavaScriptSuite.run(deployment(), "messagepack", "long-polling");
	}

}
