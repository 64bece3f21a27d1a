// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import io.github.signalrelay.negotiate.ClaimsStore;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.container.ServiceConnectionContainer;

/**
 * Sends claims over a service connection to the endpoint that their client is sent to.
 *
 * @param container service connections of the hub to the endpoint
 */
record ConnectedClaimsStore(ServiceConnectionContainer container) implements ClaimsStore {

	/** A connection that takes nothing more now would only make a long queue longer. */
	@Override
	public boolean store(StoreClaims claims) {
		ServiceConnection connection = this.container.choose(claims, null);
		if (connection == null || !connection.isActive() || !connection.isWritable()) {
			return false;
		}
		connection.send(claims);
		return true;
	}

}
