// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

class WebMvcTlsIntegrationTests extends TlsContract {

	WebMvcTlsIntegrationTests() {
		super(TlsDeployment.WEBMVC);
	}

}
