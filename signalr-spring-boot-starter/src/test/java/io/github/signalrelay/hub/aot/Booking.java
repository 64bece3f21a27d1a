// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import io.github.signalrelay.hub.HubMethod;

/**
 * A generic base of hubs.
 *
 * @param <R> what is booked with
 */
class Booking<R> {

	@HubMethod
	int book(R request) {
		return 1;
	}

}
