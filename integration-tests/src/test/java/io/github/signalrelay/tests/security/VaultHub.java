// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.security;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/**
 * Behind a rule of the filter chain: nobody but administrators may negotiate.
 */
@Hub("vault")
class VaultHub {

	@HubMethod
	String open() {
		return "opened";
	}

}
