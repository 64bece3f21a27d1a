// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;

import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.process.JvmProbe;
import io.github.signalrelay.benchmarks.process.ServerProcess;
import org.HdrHistogram.Histogram;

/**
 * A server with its clients whose work is arithmetic: while it runs, each millisecond
 * that passes takes a millisecond of its processor, and each delivery its price of that.
 */
final class FakeServer implements ServerProcess, Population {

	private final String name;

	private final double microsPerDelivery;

	private final int failsAtRun;

	private Duration cpu = Duration.ofSeconds(7);

	private boolean running;

	private int runs;

	/** Processor time from the start after which the compilers rest. */
	private Duration compiles = Duration.ZERO;

	private Duration counted = Duration.ZERO;

	FakeServer(String name, double microsPerDelivery, int failsAtRun) {
		this.name = name;
		this.microsPerDelivery = microsPerDelivery;
		this.failsAtRun = failsAtRun;
	}

	void pass(Duration time) {
		if (this.running) {
			this.cpu = this.cpu.plus(time);
			this.counted = this.counted.plus(time);
		}
	}

	/** The compilers take half of the processor until it was used for so long. */
	void compileFor(Duration time) {
		this.compiles = this.cpu.plus(time);
	}

	int runs() {
		return this.runs;
	}

	boolean running() {
		return this.running;
	}

	@Override
	public Run start(Traffic traffic) {
		if (++this.runs == this.failsAtRun) {
			throw new IllegalStateException("server is gone");
		}
		this.running = true;
		return new Run() {

			@Override
			public Interval interval() {
				Duration wall = FakeServer.this.counted;
				FakeServer.this.counted = Duration.ZERO;
				Histogram latency = new Histogram(3);
				latency.recordValue(1_000_000);
				long deliveries = Math.round(wall.toNanos() / 1_000.0 / FakeServer.this.microsPerDelivery);
				return new Interval(wall, 1, deliveries, latency, wall.dividedBy(2));
			}

			@Override
			public Outcome stop(Duration drain) {
				FakeServer.this.running = false;
				return new Outcome(1, 10, 10, 0);
			}

		};
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public Duration cpuTime() {
		return this.cpu;
	}

	@Override
	public Duration compilationTime() {
		Duration busy = (this.cpu.compareTo(this.compiles) < 0) ? this.cpu : this.compiles;
		return this.compiles.isZero() ? Duration.ZERO : busy.dividedBy(2);
	}

	@Override
	public long pid() {
		return 1;
	}

	@Override
	public long residentBytes() {
		return 0;
	}

	@Override
	public JvmProbe probe() {
		throw new UnsupportedOperationException();
	}

	@Override
	public int size() {
		return 10;
	}

	@Override
	public Duration openedIn() {
		return Duration.ZERO;
	}

	@Override
	public void join(GroupPlan plan) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void leave(GroupPlan plan) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void stall(int connections) {
		throw new UnsupportedOperationException();
	}

	@Override
	public int stalledAndClosed() {
		return 0;
	}

	@Override
	public int lostConnections() {
		return 0;
	}

	@Override
	public void cut() {
		this.running = false;
	}

	@Override
	public void close() {
		this.running = false;
	}

}
