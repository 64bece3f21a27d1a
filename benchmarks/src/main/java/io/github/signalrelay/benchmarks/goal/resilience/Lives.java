// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * Half of what a server can do, in cycles: some clients stay and send, others come with
 * users of their own, join groups and go, every other time without a word. At the end of
 * a cycle only those that stay are there, and the heap is weighed. Used by one thread.
 */
final class Lives implements AutoCloseable {

	private static final int STAYING = 200;

	private static final int VISITORS = 100;

	private static final int GROUPS = 50;

	private static final int GROUPS_PER_VISITOR = 5;

	/** The rest of the half is for those that come and go. */
	private static final double LOAD_OF_ECHO = 0.4;

	private static final double LOAD = 0.5;

	/** Most that the rate is changed by from one cycle to the next. */
	private static final double MOST_STEP = 4;

	private static final double FIRST_RATE = 1_000;

	private static final Duration LOOK = Duration.ofSeconds(2);

	private static final Duration VISIT = Duration.ofMillis(300);

	private static final Duration DRAIN = Duration.ofSeconds(5);

	private final Bench bench;

	private final Target target;

	private final Population staying;

	private final LongSupplier nanos;

	private int visits;

	private long deliveries;

	private long lost;

	/**
	 * Opens the clients that stay.
	 * @param bench who opens connections
	 * @param target the server
	 * @param nanos clock, in nanoseconds
	 */
	Lives(Bench bench, Target target, LongSupplier nanos) {
		this.nanos = nanos;
		this.bench = bench;
		this.target = target;
		this.staying = bench.open(target, STAYING);
	}

	/**
	 * Lives through cycles.
	 * @param cycle length of one by the clock
	 * @param before cycles that are not weighed
	 * @param weighed cycles after each of which the heap is weighed
	 * @return what was seen
	 */
	Course live(Duration cycle, int before, int weighed) {
		double rate = firstRate();
		List<Long> heaps = new ArrayList<>();
		double load = 0;
		for (int number = 0; number < before + weighed; number++) {
			load = cycle(traffic(rate), cycle);
			rate = next(rate, load);
			if (number >= before) {
				heaps.add(this.target.measured().probe().heapAfterGc());
				this.bench.say("P20: heap of " + heaps.get(heaps.size() - 1) + " bytes after cycle " + number);
			}
		}
		return new Course(heaps, load, this.visits * VISITORS, this.deliveries,
				this.lost + this.staying.lostConnections());
	}

	/**
	 * The rate for the load that is wanted: a server that was measured while it was cold
	 * takes far less of a core when it has warmed up.
	 */
	private double next(double rate, double load) {
		double step = Math.min(MOST_STEP, Math.max(1 / MOST_STEP, LOAD / Math.max(1e-6, load)));
		this.bench.say(String.format(Locale.ROOT, "P20: %.0f %% load at %.0f echoes per second", 100 * load, rate));
		return rate * step;
	}

	/** Finds a rate to begin with. */
	private double firstRate() {
		Run run = this.staying.start(traffic(FIRST_RATE));
		this.bench.waiting().pause(LOOK);
		run.interval();
		Duration before = this.target.measured().cpuTime();
		this.bench.waiting().pause(LOOK);
		double sent = Math.max(1, run.interval().sent());
		double cpu = this.target.measured().cpuTime().minus(before).toNanos() / 1e9;
		stop(run);
		return LOAD_OF_ECHO / Math.max(1e-6, cpu / sent);
	}

	private static Traffic traffic(double rate) {
		return new Traffic(new Scenario.Echo(STAYING), 512, new Pace.Rate(rate));
	}

	private double cycle(Traffic traffic, Duration length) {
		Run run = this.staying.start(traffic);
		Duration before = this.target.measured().cpuTime();
		long begin = this.nanos.getAsLong();
		for (long visit = 0; visit < length.dividedBy(VISIT)
				&& this.nanos.getAsLong() - begin < length.toNanos(); visit++) {
			visit();
		}
		double load = this.target.measured().cpuTime().minus(before).toNanos()
				/ (double) (this.nanos.getAsLong() - begin);
		stop(run);
		this.bench.waiting().pause(Duration.ofSeconds(1));
		return load;
	}

	private void visit() {
		try (Population visitors = this.bench.open(this.target, this.target.dialect(), Transport.WEB_SOCKETS,
				new Opening(VISITORS, Integer.MAX_VALUE, 50, true))) {
			visitors.join(new GroupPlan(GROUPS, GROUPS_PER_VISITOR));
			this.bench.waiting().pause(VISIT);
			if (this.visits++ % 2 == 0) {
				visitors.cut();
			}
		}
	}

	private void stop(Run run) {
		Outcome outcome = run.stop(DRAIN);
		this.deliveries += outcome.deliveries();
		this.lost += outcome.lost();
	}

	@Override
	public void close() {
		this.staying.close();
	}

	/**
	 * What was seen.
	 *
	 * @param heaps bytes of heap after garbage collections, one for each weighed cycle
	 * @param load part of a core that the server used in the last cycle
	 * @param visitors clients that came and went
	 * @param deliveries echoes that came back
	 * @param lost echoes and connections that were lost by those that stay
	 */
	record Course(List<Long> heaps, double load, int visitors, long deliveries, long lost) {

		Course {
			heaps = List.copyOf(heaps);
		}

	}

}
