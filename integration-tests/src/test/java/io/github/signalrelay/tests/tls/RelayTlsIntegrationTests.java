// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

class RelayTlsIntegrationTests extends TlsContract {

	RelayTlsIntegrationTests() {
		super(TlsDeployment.RELAY);
	}

}
