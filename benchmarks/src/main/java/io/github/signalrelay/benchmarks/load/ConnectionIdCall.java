// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.dialect.Wire;

/**
 * Asks each client's server by which id it knows the client.
 *
 * @param wire how it is said
 */
record ConnectionIdCall(Wire wire) implements Calls.Kind {

	@Override
	public byte[] message(Client client, int round, String id) {
		return this.wire.call(id, "connectionId");
	}

	@Override
	public void done(Client client, int round, @Nullable String value) {
		if (value != null) {
			client.connectionId(value);
		}
	}

}
