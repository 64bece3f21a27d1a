// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * A server with clients that stay, on which others come, join, leave and go. Used by one
 * thread.
 */
final class Stage implements AutoCloseable {

	/** Groups of each client that stays, and of each that vanishes. */
	static final int GROUPS_PER_CONNECTION = 3;

	private static final int JOINS_PER_VISITOR = 10;

	private final Bench bench;

	private final Target target;

	private final int groups;

	private final Population staying;

	private final CpuMeter meter;

	private final Map<Operation, List<Double>> micros = new EnumMap<>(Operation.class);

	/**
	 * Fills a server.
	 * @param bench who opens connections
	 * @param target the server
	 * @param connections number of clients that stay
	 * @param groups number of groups that they are in
	 * @param nanos clock, in nanoseconds
	 */
	Stage(Bench bench, Target target, int connections, int groups, LongSupplier nanos) {
		this.bench = bench;
		this.target = target;
		this.groups = groups;
		this.staying = open(connections);
		this.staying.join(new GroupPlan(groups, GROUPS_PER_CONNECTION));
		this.meter = new CpuMeter(target.measured(), bench.waiting(), nanos);
	}

	/**
	 * Finds out what the server uses while nothing happens. Blocks for that time.
	 * @param time how long to look at it
	 */
	void idle(Duration time) {
		this.meter.idle(time);
		this.bench
			.say(String.format(Locale.ROOT, "P12: %s: idles at %.1f %% of a core", this, this.meter.idleLoad() * 100));
	}

	/**
	 * Has visitors come, join, leave and go, and measures each.
	 * @param visitors number of visitors
	 */
	void measure(int visitors) {
		visit(visitors).forEach(
				(operation, cost) -> this.micros.computeIfAbsent(operation, (first) -> new ArrayList<>()).add(cost));
	}

	/**
	 * Has visitors come, join, leave and go.
	 * @param visitors number of visitors
	 * @return microseconds for each operation
	 */
	Map<Operation, Double> visit(int visitors) {
		Map<Operation, Double> costs = new EnumMap<>(Operation.class);
		List<Population> arrived = new ArrayList<>();
		GroupPlan many = new GroupPlan(this.groups, JOINS_PER_VISITOR);
		costs.put(Operation.CONNECT, this.meter.micros(visitors, () -> arrived.add(open(visitors))));
		try (Population guests = arrived.get(0)) {
			int joins = visitors * JOINS_PER_VISITOR;
			costs.put(Operation.JOIN, this.meter.micros(joins, () -> guests.join(many)));
			costs.put(Operation.LEAVE, this.meter.micros(joins, () -> guests.leave(many)));
			guests.join(new GroupPlan(this.groups, GROUPS_PER_CONNECTION));
			costs.put(Operation.DISCONNECT, this.meter.micros(visitors, guests::cut));
		}
		return costs;
	}

	private Population open(int connections) {
		return this.bench.open(this.target, this.target.dialect(), Transport.WEB_SOCKETS,
				new Opening(connections, Integer.MAX_VALUE, 100, true));
	}

	/**
	 * What an operation cost.
	 * @param operation which
	 * @return microseconds, one figure for each {@link #measure}
	 */
	List<Double> micros(Operation operation) {
		return this.micros.getOrDefault(operation, List.of());
	}

	@Override
	public void close() {
		this.staying.close();
	}

	@Override
	public String toString() {
		return this.staying.size() + " connections, " + this.groups + " groups";
	}

}
