// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javaclient;

import com.microsoft.signalr.TransportEnum;
import org.junit.jupiter.api.AfterAll;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;

class RelayJavaClientLongPollingIntegrationTests extends JavaClientContract {

	private final Deployment deployment = RelayDeployment.withTwoAppServers();

	@AfterAll
	void stop() {
		this.deployment.close();
	}

	@Override
	Deployment deployment() {
		return this.deployment;
	}

	@Override
	public TransportEnum transport() {
		return TransportEnum.LONG_POLLING;
	}

}
