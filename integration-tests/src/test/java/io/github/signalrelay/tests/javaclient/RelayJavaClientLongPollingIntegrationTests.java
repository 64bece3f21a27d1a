// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javaclient;

import com.microsoft.signalr.TransportEnum;

import io.github.signalrelay.tests.deployment.DeploymentKind;

class RelayJavaClientLongPollingIntegrationTests extends JavaClientContract {

	RelayJavaClientLongPollingIntegrationTests() {
		super(DeploymentKind.RELAY, TransportEnum.LONG_POLLING);
	}

}
