// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.dialect.Wire;
import io.github.signalrelay.benchmarks.load.scenario.Members;

/**
 * Joins or leaves groups; each round one group of each client.
 *
 * @param wire how it is said
 * @param method hub method
 * @param plan who is in which groups
 * @param confirmed who is told what the server has confirmed
 */
record GroupCall(Wire wire, String method, GroupPlan plan, Confirmed confirmed) implements Calls.Kind {

	@Override
	public byte[] message(Client client, int round, String id) {
		return this.wire.call(id, this.method, "g" + group(client, round));
	}

	@Override
	public void done(Client client, int round, @Nullable String value) {
		this.confirmed.group(client.index(), group(client, round));
	}

	private int group(Client client, int round) {
		return Members.group(this.plan, client.index(), round);
	}

	/** Who is told. */
	interface Confirmed {

		void group(int client, int group);

	}

}
