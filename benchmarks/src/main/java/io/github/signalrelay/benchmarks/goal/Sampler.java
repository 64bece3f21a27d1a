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

	/** Most of these parts, so that no server gets more than three warm-ups. */
	private static final int MOST_PIECES = 2 * PIECES;

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
		CompilerWatch compilers = new CompilerWatch(server);
		Run run = contender.population().start(contender.traffic());
		consume(server, this.windows.warmUp());
		Duration more = this.windows.warmUp().dividedBy(PIECES);
		for (int piece = 0; piece < MOST_PIECES && compilers.isCompiling(); piece++) {
			consume(server, more);
		}
		run.stop(this.windows.drain());
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
