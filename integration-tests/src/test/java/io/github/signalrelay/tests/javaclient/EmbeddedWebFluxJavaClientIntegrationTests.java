// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javaclient;

import com.microsoft.signalr.TransportEnum;

import io.github.signalrelay.tests.deployment.DeploymentKind;

class EmbeddedWebFluxJavaClientIntegrationTests extends JavaClientContract {

	EmbeddedWebFluxJavaClientIntegrationTests() {
		super(DeploymentKind.WEBFLUX, TransportEnum.WEBSOCKETS);
	}

}
