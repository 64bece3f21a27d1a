// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * Rounds of a broadcast to healthy clients, first alone and then beside clients that have
 * stopped to read. Used by one thread.
 */
final class StallRounds {

	private static final Traffic BROADCAST = new Traffic(new Scenario.Broadcast(1), 4_096, new Pace.Rate(25));

	/**
	 * Fills what the operating systems of both sides hold for a client, so that the
	 * stalled ones have data waiting in the relay from its end on.
	 */
	private static final Traffic FILL = new Traffic(new Scenario.Broadcast(1), 24_000, new Pace.Rate(20));

	private static final Duration FILL_TIME = Duration.ofMillis(800);

	private static final Duration POLL = Duration.ofMillis(50);

	private static final Duration DRAIN = Duration.ofSeconds(5);

	/** Polls until clients that have not been closed are taken for never closed. */
	private static final int MOST_POLLS = 400;

	private static final double MEBI = 1024 * 1024;

	private final Bench bench;

	private final Target target;

	private final Population healthy;

	private final LongSupplier nanos;

	/**
	 * Prepares rounds.
	 * @param bench who opens connections
	 * @param target the server
	 * @param healthy clients that read
	 * @param nanos clock, in nanoseconds
	 */
	StallRounds(Bench bench, Target target, Population healthy, LongSupplier nanos) {
		this.bench = bench;
		this.target = target;
		this.healthy = healthy;
		this.nanos = nanos;
	}

	/** Has the server compile what it runs. */
	void warmUp() {
		Run run = this.healthy.start(new Traffic(BROADCAST.scenario(), BROADCAST.payloadBytes(), new Pace.InFlight(1)));
		this.bench.waiting().pause(this.bench.edition().windows().warmUp());
		run.stop(DRAIN);
	}

	/**
	 * Measures once.
	 * @return what was seen
	 */
	Round round() {
		Run alone = this.healthy.start(BROADCAST);
		this.bench.waiting().pause(this.bench.edition().pick(Duration.ofSeconds(2), Duration.ofSeconds(5)));
		double calm = p99(alone.interval());
		Outcome first = alone.stop(DRAIN);
		long direct = this.target.measured().probe().directBytes();
		try (Population slow = this.bench.open(this.target, SlowConsumers.STALLED)) {
			slow.stall(SlowConsumers.STALLED);
			Outcome filled = fill();
			Watch watch = new Watch(slow, direct);
			Run beside = this.healthy.start(BROADCAST);
			watch.untilClosed();
			double stalled = p99(beside.interval());
			Outcome last = beside.stop(DRAIN);
			Round round = new Round(calm, stalled, first.lost() + filled.lost() + last.lost(), slow.stalledAndClosed(),
					watch.seconds, watch.mostDirect / MEBI);
			this.bench.say("P13: " + round);
			return round;
		}
	}

	private Outcome fill() {
		Run run = this.healthy.start(FILL);
		this.bench.waiting().pause(FILL_TIME);
		return run.stop(DRAIN);
	}

	private static double p99(Interval interval) {
		return interval.latency().getValueAtPercentile(99);
	}

	/** Looks at the stalled clients and at the server's memory until all are closed. */
	private final class Watch {

		private final Population slow;

		private final long directBefore;

		private double mostDirect;

		private double seconds;

		Watch(Population slow, long directBefore) {
			this.slow = slow;
			this.directBefore = directBefore;
		}

		void untilClosed() {
			long begin = StallRounds.this.nanos.getAsLong();
			for (int poll = 0; poll < MOST_POLLS; poll++) {
				long direct = StallRounds.this.target.measured().probe().directBytes();
				this.mostDirect = Math.max(this.mostDirect, (double) (direct - this.directBefore));
				this.seconds = (StallRounds.this.nanos.getAsLong() - begin) / 1e9;
				if (this.slow.stalledAndClosed() == SlowConsumers.STALLED) {
					return;
				}
				StallRounds.this.bench.waiting().pause(POLL);
			}
		}

	}

	/**
	 * What a round gave.
	 *
	 * @param p99Calm latency of healthy clients alone, in nanoseconds
	 * @param p99Stalled the same beside stalled clients
	 * @param lost deliveries that healthy clients did not get
	 * @param closed stalled clients that were closed
	 * @param closedAfterSeconds time from when nothing more could be taken for the
	 * stalled clients until the last of them was closed, or until nobody waited any
	 * longer
	 * @param addedMebi most direct memory above that before, in mebibytes
	 */
	record Round(double p99Calm, double p99Stalled, long lost, int closed, double closedAfterSeconds,
			double addedMebi) {
	}

}
