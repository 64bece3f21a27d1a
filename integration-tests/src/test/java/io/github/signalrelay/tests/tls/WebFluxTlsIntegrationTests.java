// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

class WebFluxTlsIntegrationTests extends TlsContract {

	WebFluxTlsIntegrationTests() {
		super(TlsDeployment.WEBFLUX);
	}

}
