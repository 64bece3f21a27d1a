// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;

class EmbeddedWebMvcJavaScriptClientIntegrationTests implements JavaScriptClientContract {

	private static Deployment deployment;

	@BeforeAll
	static void start() {
		deployment = EmbeddedDeployment.webMvc();
	}

	@AfterAll
	static void stop() {
		deployment.close();
	}

	@Override
	public Deployment deployment() {
		return deployment;
	}

}
