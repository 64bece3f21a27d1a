// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;

class EmbeddedWebFluxJavaScriptClientIntegrationTests implements JavaScriptClientContract {

	private static Deployment deployment;

	@BeforeAll
	static void start() {
		deployment = EmbeddedDeployment.webFlux();
	}

	@AfterAll
	static void stop() {
		deployment.close();
	}

	@Override
	public Deployment deployment() {
		return deployment;
	}

	@TestFactory
	Stream<DynamicTest> jsonOverLongPolling() {
		return JavaScriptSuite.run(deployment(), "json", "long-polling");
	}

}
