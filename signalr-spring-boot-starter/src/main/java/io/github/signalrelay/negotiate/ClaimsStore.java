// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import io.github.signalrelay.protocol.service.StoreClaims;

/**
 * Takes claims that do not fit into a client's token to the relay that the client is sent
 * to.
 */
@FunctionalInterface
public interface ClaimsStore {

	/**
	 * Sends claims ahead of their client. Must not block, nor wait for the relay.
	 * @param claims the claims
	 * @return {@code false} when no service connection can take them now
	 */
	boolean store(StoreClaims claims);

}
