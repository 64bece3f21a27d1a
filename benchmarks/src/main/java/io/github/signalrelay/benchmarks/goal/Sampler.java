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
	 * Puts load on a server and forgets what came of it.
	 * @param contender who
	 */
	public void warmUp(Contender contender) {
		Run run = contender.population().start(contender.traffic());
		consume(contender.server(), this.windows.warmUp());
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
