// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios of Azure's performance guide.
 */
enum LoadScenario {

	/** Each message comes back to its sender. */
	ECHO,

	/** Each message goes to all. */
	BROADCAST,

	/** Groups of ten members. */
	SMALL_GROUPS,

	/** Ten groups of all clients. */
	BIG_GROUPS,

	/** To one connection after another. */
	SEND_TO_CONNECTION,

	/** To one user after another. */
	SEND_TO_USER;

	private static final int SMALL_GROUP = 10;

	private static final int BIG_GROUPS_COUNT = 10;

	/**
	 * What the generator plays.
	 * @param senders clients that send
	 * @return the scenario
	 */
	Scenario scenario(int senders) {
		return switch (this) {
			case ECHO -> new Scenario.Echo(senders);
			case BROADCAST -> new Scenario.Broadcast(senders);
			case SMALL_GROUPS, BIG_GROUPS -> new Scenario.SendToGroup(senders);
			case SEND_TO_CONNECTION -> new Scenario.SendToConnection(senders);
			case SEND_TO_USER -> new Scenario.SendToUser(senders);
		};
	}

	/**
	 * Groups that are joined before.
	 * @param connections number of clients
	 * @return who joins what, {@code null} if there are no groups
	 */
	@Nullable GroupPlan groups(int connections) {
		return switch (this) {
			case SMALL_GROUPS -> new GroupPlan(Math.max(1, connections / SMALL_GROUP), 1);
			case BIG_GROUPS -> new GroupPlan(Math.min(BIG_GROUPS_COUNT, connections), 1);
			default -> null;
		};
	}

	/**
	 * Clients that send if nothing else is said: one for a broadcast, otherwise all.
	 * @param connections number of clients
	 * @return the number
	 */
	int senders(int connections) {
		return (this == BROADCAST) ? 1 : connections;
	}

}
