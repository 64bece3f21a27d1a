// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import io.github.signalrelay.tests.deployment.DeploymentKind;

/** The port of the relay as a program. */
class RelayPortHttpIntegrationTests extends HttpPortContract {

	RelayPortHttpIntegrationTests() {
		super(DeploymentKind.RELAY);
	}

}
