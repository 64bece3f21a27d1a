// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.jmh;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import io.github.signalrelay.relay.index.MemberSet;
import io.github.signalrelay.relay.index.Membership;
import io.github.signalrelay.relay.index.ShardIndex;
import io.github.signalrelay.relay.index.ShardRoutes;

/**
 * Changes of the tables of groups, beside few groups and beside very many. What they cost
 * must not depend on that, but for the caches of the processor.
 */
public class IndexBenchmark extends MicroBenchmark {

	private static final int MEMBERS = 10;

	/** Groups of the client that goes. */
	private static final int OWN = 10;

	/** Number of groups; also of members where there is one set. */
	@Param({ "40", "40000" })
	public int groups = 40;

	private final ShardIndex<String, Integer> index = new ShardIndex<>();

	private final ShardRoutes<String> routes = new ShardRoutes<>();

	private final MemberSet<Integer> everyone = new MemberSet<>();

	private final List<String> names = new ArrayList<>();

	private final List<@Nullable Membership<Integer>> own = new ArrayList<>();

	private int next;

	/**
	 * Fills the tables.
	 */
	@Setup
	public void fill() {
		for (int group = 0; group < this.groups; group++) {
			String name = "group-" + group;
			this.names.add(name);
			this.everyone.add(group);
			for (int member = 0; member < MEMBERS; member++) {
				join(name, member);
			}
		}
		for (int number = 0; number < OWN; number++) {
			this.own.add(null);
		}
	}

	private String nextName() {
		this.next = (this.next + 1) % this.groups;
		return this.names.get(this.next);
	}

	private Membership<Integer> join(String name, int member) {
		this.routes.raise(name, 0);
		return this.index.add(name, member);
	}

	private void leave(String name, Membership<Integer> membership) {
		this.index.remove(name, membership);
		this.routes.lower(name, 0);
	}

	/**
	 * A client joins a group of ten and leaves it.
	 */
	@Benchmark
	public void joinAndLeave() {
		String name = nextName();
		leave(name, join(name, -1));
	}

	/**
	 * A client joins a group that nobody is in, and leaves it.
	 */
	@Benchmark
	public void joinAndLeaveAlone() {
		leave("alone", join("alone", -1));
	}

	/**
	 * A client joins ten groups and disconnects.
	 */
	@Benchmark
	public void joinTenAndDisconnect() {
		int first = this.next;
		for (int number = 0; number < OWN; number++) {
			this.own.set(number, join(nextName(), -1));
		}
		this.next = first;
		for (int number = 0; number < OWN; number++) {
			Membership<Integer> membership = this.own.get(number);
			if (membership != null) {
				leave(nextName(), membership);
			}
		}
	}

	/**
	 * A client enters the set of all and leaves it.
	 */
	@Benchmark
	public void enterAndLeaveEveryone() {
		this.everyone.remove(this.everyone.add(-1));
	}

	/**
	 * Finds the shards that have anybody in a group.
	 * @return their number
	 */
	@Benchmark
	public int route() {
		return this.routes.shards(nextName()).length;
	}

}
