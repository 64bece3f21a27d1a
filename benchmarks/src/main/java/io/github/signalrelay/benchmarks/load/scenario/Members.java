// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import java.util.Arrays;
import java.util.BitSet;

import io.github.signalrelay.benchmarks.load.GroupPlan;

/**
 * Which clients are in which groups, as the server has confirmed. Belongs to the
 * generator's event loop.
 */
public final class Members {

	private final BitSet[] groupsOf;

	private int[] listening = {};

	/**
	 * Creates groups without members.
	 * @param clients number of clients
	 */
	public Members(int clients) {
		this.groupsOf = new BitSet[clients];
		Arrays.setAll(this.groupsOf, (client) -> new BitSet());
	}

	/**
	 * One of the groups of a client in a plan.
	 * @param plan the plan
	 * @param client the client
	 * @param index which of its groups
	 * @return number of the group
	 */
	public static int group(GroupPlan plan, int client, int index) {
		return (int) (((long) client * plan.perConnection() + index) % plan.groups());
	}

	/**
	 * Notes that a client has joined.
	 * @param client the client
	 * @param group number of the group
	 */
	public void joined(int client, int group) {
		if (!this.groupsOf[client].get(group)) {
			this.groupsOf[client].set(group);
			grow(group);
			this.listening[group]++;
		}
	}

	/**
	 * Notes that a client has left.
	 * @param client the client
	 * @param group number of the group
	 */
	public void left(int client, int group) {
		if (this.groupsOf[client].get(group)) {
			this.groupsOf[client].clear(group);
			this.listening[group]--;
		}
	}

	/**
	 * Notes that a client receives nothing any more.
	 * @param client the client
	 */
	public void silent(int client) {
		BitSet groups = this.groupsOf[client];
		for (int group = groups.nextSetBit(0); group >= 0; group = groups.nextSetBit(group + 1)) {
			this.listening[group]--;
		}
		groups.clear();
	}

	private void grow(int group) {
		if (group >= this.listening.length) {
			this.listening = Arrays.copyOf(this.listening, Math.max(group + 1, 2 * this.listening.length));
		}
	}

	/**
	 * Members of a group that receive what is sent to it.
	 * @param group number of the group
	 * @return the number
	 */
	public int size(int group) {
		return (group < this.listening.length) ? this.listening[group] : 0;
	}

	/**
	 * Groups that have or had members.
	 * @return a number above that of each such group
	 */
	public int groups() {
		int groups = this.listening.length;
		while (groups > 0 && this.listening[groups - 1] == 0) {
			groups--;
		}
		return groups;
	}

}
