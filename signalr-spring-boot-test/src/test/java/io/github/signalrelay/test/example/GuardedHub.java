// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import org.springframework.security.access.prepost.PreAuthorize;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;

@Hub("guarded")
public class GuardedHub {

	@HubMethod
	@PreAuthorize("hasRole('ADMIN')")
	public String reset(HubCaller caller) {
		return "done by " + caller.userId();
	}

}
