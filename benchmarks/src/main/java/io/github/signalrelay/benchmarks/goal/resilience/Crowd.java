// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.time.Duration;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.CompilerWatch;
import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Outcome;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * Clients of a server that all lose their connections and come back, and some beside them
 * that keep theirs and send. Used by one thread.
 */
final class Crowd implements AutoCloseable {

	private static final int BYSTANDERS = 100;

	private static final Traffic ECHO = new Traffic(new Scenario.Echo(BYSTANDERS), 64, new Pace.Rate(500));

	private static final Duration DRAIN = Duration.ofSeconds(5);

	private final Bench bench;

	private final Target target;

	private final int size;

	private final Population bystanders;

	private Population clients;

	/**
	 * Opens a crowd.
	 * @param bench who opens connections
	 * @param target the server
	 * @param size number of clients that lose their connections
	 */
	Crowd(Bench bench, Target target, int size) {
		this.bench = bench;
		this.target = target;
		this.size = size;
		this.bystanders = bench.open(target, BYSTANDERS);
		this.clients = bench.open(target, size);
	}

	/**
	 * Has all come back until the server has compiled what that takes.
	 */
	void warmUp() {
		int most = this.bench.edition().pick(2, 10);
		CompilerWatch compilers = new CompilerWatch(this.target.measured());
		int storms = 0;
		do {
			comeBack();
			storms++;
		}
		while (storms < most && compilers.isCompiling());
		this.bench.say("P14: " + this.target.name() + " warmed up by " + storms + " storms");
	}

	/**
	 * Cuts all and has them come back.
	 * @return what was seen
	 */
	Storm storm() {
		int lostBefore = this.bystanders.lostConnections();
		Run run = this.bystanders.start(ECHO);
		this.bench.waiting().pause(this.bench.edition().pick(Duration.ofMillis(300), Duration.ofSeconds(1)));
		run.interval();
		this.bench.waiting().pause(this.bench.edition().pick(Duration.ofMillis(1_200), Duration.ofSeconds(5)));
		Interval calm = run.interval();
		Duration before = this.target.measured().cpuTime();
		comeBack();
		Duration cpu = this.target.measured().cpuTime().minus(before);
		Interval beside = run.interval();
		Outcome outcome = run.stop(DRAIN);
		Storm storm = new Storm(this.size, this.clients.openedIn(), cpu, millis(calm), millis(beside),
				beside.generatorLoad(), outcome.lost() + this.bystanders.lostConnections() - lostBefore);
		this.bench.say("P14: " + this.target.name() + ", " + storm);
		return storm;
	}

	private void comeBack() {
		this.clients.cut();
		this.clients.close();
		this.clients = this.bench.open(this.target, this.size);
	}

	private static double millis(Interval interval) {
		return interval.latency().getValueAtPercentile(99) / 1e6;
	}

	@Override
	public void close() {
		this.clients.close();
		this.bystanders.close();
	}

	/**
	 * What a storm was like.
	 *
	 * @param clients clients that came back
	 * @param took time until all were back
	 * @param cpu processor time of the server from the cut until all were back
	 * @param p99Calm latency of those that stayed before the cut, in milliseconds
	 * @param p99Storm the same from the cut until all were back
	 * @param generatorLoad part of a core that the generator used from the cut until all
	 * were back
	 * @param lost echoes and connections that those who stayed lost
	 */
	record Storm(int clients, Duration took, Duration cpu, double p99Calm, double p99Storm, double generatorLoad,
			long lost) {

		/**
		 * Connects in a second by the clock.
		 * @return the rate
		 */
		double perSecond() {
			return this.clients * 1e9 / Math.max(1, this.took.toNanos());
		}

		/**
		 * Connects in a second of the server's processor time.
		 * @return the rate
		 */
		double perCpuSecond() {
			return this.clients * 1e9 / Math.max(1, this.cpu.toNanos());
		}

	}

}
