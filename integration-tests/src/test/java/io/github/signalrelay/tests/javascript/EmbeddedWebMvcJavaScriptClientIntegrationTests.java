// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import io.github.signalrelay.tests.deployment.DeploymentKind;

class EmbeddedWebMvcJavaScriptClientIntegrationTests extends JavaScriptClientContract {

	EmbeddedWebMvcJavaScriptClientIntegrationTests() {
		super(DeploymentKind.WEBMVC, "json/web-sockets", "messagepack/web-sockets", "json/server-sent-events",
				"messagepack/long-polling");
	}

}
