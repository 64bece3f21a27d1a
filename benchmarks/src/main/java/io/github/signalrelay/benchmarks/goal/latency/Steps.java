// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.latency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Sampler;

/**
 * The step method of azure-signalr-bench: raises the load by a fixed step until p99
 * reaches a second. Beyond what a server can do, what waits grows with time, so a window
 * is never too short to see it for long.
 */
final class Steps {

	private static final double LIMIT_MILLIS = 1_000;

	/** Nobody is expected to do this many times the row. */
	private static final int MOST_STEPS = 40;

	private static final int MOST_STEPS_IN_SHORT = 3;

	private final Bench bench;

	private final Contender clients;

	/**
	 * Makes a ladder.
	 * @param bench length of steps
	 * @param clients who sends
	 */
	Steps(Bench bench, Contender clients) {
		this.bench = bench;
		this.clients = clients;
	}

	/**
	 * Raises the load of a row by itself again and again.
	 * @param row the row
	 * @return what was seen at each step
	 */
	Curve climb(Row row) {
		Duration length = this.bench.edition().pick(Duration.ofSeconds(2), Duration.ofSeconds(8));
		Sampler sampler = new Sampler(WallWindows.of(1, Duration.ZERO, this.bench.edition().windows().settle(), length),
				this.bench.waiting());
		List<Step> steps = new ArrayList<>();
		int most = this.bench.edition().pick(MOST_STEPS_IN_SHORT, MOST_STEPS);
		for (int number = 1; number <= most; number++) {
			Step step = step(sampler, row, number);
			steps.add(step);
			if (!step.good()) {
				break;
			}
		}
		return new Curve(row, steps);
	}

	private Step step(Sampler sampler, Row row, int number) {
		Sample sample = sampler.sample(this.clients.with(row.traffic(row.perSecond() * number)));
		Step step = new Step(row.outPerSecond() * number, sample.p99Nanos() / 1e6, sample.perSecond(),
				sample.generatorLoad());
		this.bench.say("P8: " + step);
		return step;
	}

	/**
	 * A step.
	 *
	 * @param asked messages out per second that were asked for
	 * @param p99Millis latency that 99 % stayed within
	 * @param perSecond messages out per second
	 * @param generatorLoad part of a core that the generator used
	 */
	record Step(double asked, double p99Millis, double perSecond, double generatorLoad) {

		/** Messages that are still under way at the end of a short window. */
		private static final double KEPT = 0.9;

		/**
		 * Whether the load was carried.
		 * @return true if nearly all came, and in time
		 */
		boolean good() {
			return this.p99Millis < LIMIT_MILLIS && this.perSecond >= KEPT * this.asked;
		}

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%,.0f of %,.0f messages/s, p99 %,.0f ms, generator at %.0f %%",
					this.perSecond, this.asked, this.p99Millis, this.generatorLoad * 100);
		}

	}

	/**
	 * All steps of a row.
	 *
	 * @param row the row
	 * @param steps the steps, ascending; only the last one may be too much
	 */
	record Curve(Row row, List<Step> steps) {

		Curve {
			steps = List.copyOf(steps);
		}

		/**
		 * The most that was carried.
		 * @return messages out per second, 0 if not even the row itself
		 */
		double most() {
			return this.steps.stream().filter(Step::good).mapToDouble(Step::asked).max().orElse(0);
		}

		/**
		 * What ended it.
		 * @return the last step, in words
		 */
		String end() {
			return "last step: " + this.steps.get(this.steps.size() - 1);
		}

		/**
		 * The steps as a line.
		 * @return p99 over messages out per second
		 */
		Chart.Curve plotted() {
			return new Chart.Curve(this.row.name().replaceAll(",.*", ""),
					this.steps.stream().map((step) -> new Chart.Point("", step.asked(), step.p99Millis())).toList());
		}

	}

}
