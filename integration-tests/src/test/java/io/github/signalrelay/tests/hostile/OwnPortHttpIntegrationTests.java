// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import io.github.signalrelay.tests.deployment.DeploymentKind;

/** The port that the embedded relay opens beside Tomcat. */
class OwnPortHttpIntegrationTests extends HttpPortContract {

	OwnPortHttpIntegrationTests() {
		super(DeploymentKind.WEBMVC);
	}

}
