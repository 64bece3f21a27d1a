// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.security;

import org.springframework.security.access.prepost.PreAuthorize;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/** A hub behind a rule of its class. */
@Hub("admin")
@PreAuthorize("hasRole('ADMIN')")
class AdminHub {

	@HubMethod
	String reset() {
		return "done";
	}

}
