// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * Who sends to whom. Names are those of Azure's performance guide; the hub methods behind
 * them stand at {@link io.github.signalrelay.benchmarks.target}.
 */
public sealed interface Scenario {

	/**
	 * Clients that send; the first ones of the population.
	 * @return the number
	 */
	int senders();

	/**
	 * Each message comes back to its sender.
	 *
	 * @param senders clients that send
	 */
	record Echo(int senders) implements Scenario {
	}

	/**
	 * Each message goes to all clients.
	 *
	 * @param senders clients that send
	 */
	record Broadcast(int senders) implements Scenario {
	}

	/**
	 * Each message goes to one group after another. {@link Population#join} comes first.
	 *
	 * @param senders clients that send
	 */
	record SendToGroup(int senders) implements Scenario {
	}

	/**
	 * Each message goes to one client after another, by connection id.
	 *
	 * @param senders clients that send
	 */
	record SendToConnection(int senders) implements Scenario {
	}

	/**
	 * Each message goes to one user after another.
	 *
	 * @param senders clients that send
	 */
	record SendToUser(int senders) implements Scenario {
	}

}
