// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;

import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.process.ServerProcess;

/**
 * Takes samples. A sample is a run of its own: settle, window, drain. Not safe for use by
 * several threads.
 */
public final class Sampler {

	private static final Duration POLL = Duration.ofMillis(5);

	/** Parts of a warm-up after which is looked whether it was enough. */
	private static final int PIECES = 2;

	/** Most warm-ups that a server gets. */
	private static final int LONGEST_WARM_UP = 3;

	/** The part of the processor time from which on compilers count, as 1 of so many. */
	private static final int COMPILING_PART = 40;

	private final Windows windows;

	private final Waiting waiting;

	/**
	 * Makes a sampler.
	 * @param windows lengths
	 * @param waiting how to wait
	 */
	public Sampler(Windows windows, Waiting waiting) {
		this.windows = windows;
		this.waiting = waiting;
	}

	/**
	 * Puts load on a server and forgets what came of it. A JVM whose compilers still work
	 * on the load behind the warm-up gets more of it: the more code a server has, the
	 * longer they do.
	 * @param contender who
	 */
	public void warmUp(Contender contender) {
		ServerProcess server = contender.server();
		Run run = contender.population().start(contender.traffic());
		consume(server, this.windows.warmUp());
		Duration more = this.windows.warmUp().dividedBy(PIECES);
		int pieces = server.compilationTime().isZero() ? 0 : PIECES * (LONGEST_WARM_UP - 1);
		while (pieces > 0 && isCompiling(server, more)) {
			pieces--;
		}
		run.stop(this.windows.drain());
	}

	/** Whether compilers take a part of the next processor time that would be seen. */
	private boolean isCompiling(ServerProcess server, Duration time) {
		Duration before = server.compilationTime();
		consume(server, time);
		Duration compiled = server.compilationTime().minus(before);
		return compiled.multipliedBy(COMPILING_PART).compareTo(time) > 0;
	}

	/**
	 * Measures a server once.
	 * @param contender who
	 * @return what was measured
	 */
	public Sample sample(Contender contender) {
		ServerProcess server = contender.server();
		Run run = contender.population().start(contender.traffic());
		consume(server, this.windows.settle());
		run.interval();
		Duration before = server.cpuTime();
		long gauge = contender.gauge().getAsLong();
		consume(server, this.windows.window());
		Interval interval = run.interval();
		Duration cpu = server.cpuTime().minus(before);
		long gauged = contender.gauge().getAsLong() - gauge;
		Outcome outcome = run.stop(this.windows.drain());
		return new Sample(cpu, interval.wall(), interval.sent(), interval.deliveries(),
				interval.latency().getValueAtPercentile(50), interval.latency().getValueAtPercentile(99),
				interval.generatorLoad(), outcome.lost(), outcome.disordered(), gauged);
	}

	/**
	 * Waits until a server has used processor time, or the wall limit has passed.
	 * @param server the server
	 * @param cpu how much
	 */
	private void consume(ServerProcess server, Duration cpu) {
		Duration end = server.cpuTime().plus(cpu);
		Duration waited = Duration.ZERO;
		while (server.cpuTime().compareTo(end) < 0 && waited.compareTo(this.windows.wallLimit()) < 0) {
			this.waiting.pause(POLL);
			waited = waited.plus(POLL);
		}
	}

}
