// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.security;

import org.springframework.security.access.prepost.PreAuthorize;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;

/**
 * Lets everybody in. Its class has a rule, which one of its methods lifts.
 */
@Hub("staff")
@PreAuthorize("hasAuthority('SCOPE_admin')")
class StaffHub {

	@HubMethod
	String roster() {
		return "everybody";
	}

	@HubMethod
	Mono<String> laterRoster() {
		return Mono.just("everybody");
	}

	@HubMethod
	@PreAuthorize("permitAll()")
	String hours() {
		return "nine to five";
	}

}
