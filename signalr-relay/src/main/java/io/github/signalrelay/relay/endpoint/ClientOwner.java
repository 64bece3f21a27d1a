// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.HubScope;

/**
 * Who a negotiated connection belongs to. For everybody else it does not exist.
 *
 * @param scope hub of the client
 * @param userId user of the client's token, or {@code null}
 */
record ClientOwner(HubScope scope, @Nullable String userId) {

	static ClientOwner of(ClientAdmission.Admitted client) {
		return new ClientOwner(client.scope(), client.token().userId());
	}

}
