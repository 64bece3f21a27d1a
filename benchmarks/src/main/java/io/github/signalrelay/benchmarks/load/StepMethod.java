// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

import org.HdrHistogram.Histogram;

/**
 * The method of azure-signalr-bench: raises the number of senders by a fixed step, and
 * ends with the first step that is too much: 99 % of the messages have to arrive within
 * the limit, and none may be lost.
 *
 * @param scenario what a number of senders sends
 * @param payloadBytes length of a message's text
 * @param perSender messages per second of each sender
 * @param step senders of the first step, and how many more each further one has
 * @param most highest number of senders
 * @param warmUp time of a step that does not count
 * @param measured time of a step that counts
 * @param limit longest latency of 99 % of the messages
 */
public record StepMethod(IntFunction<Scenario> scenario, int payloadBytes, double perSender, int step, int most,
		Duration warmUp, Duration measured, Duration limit) {

	private static final Duration DRAIN = Duration.ofSeconds(10);

	private static final double PERCENTILE = 99;

	/**
	 * Checks the numbers.
	 */
	public StepMethod {
		if (step < 1 || most < step || perSender <= 0) {
			throw new IllegalArgumentException("step is 1 at least, most is not below it, and perSender is positive");
		}
	}

	/**
	 * One message per sender and second, at most one second late, as Azure measures; 5
	 * seconds of warm-up and 30 that count.
	 * @param scenario what a number of senders sends
	 * @param payloadBytes length of a message's text
	 * @param step senders of the first step, and how many more each further one has
	 * @param most highest number of senders
	 * @return the method
	 */
	public static StepMethod azure(IntFunction<Scenario> scenario, int payloadBytes, int step, int most) {
		return new StepMethod(scenario, payloadBytes, 1, step, most, Duration.ofSeconds(5), Duration.ofSeconds(30),
				Duration.ofSeconds(1));
	}

	/**
	 * Climbs. Blocks until the first step that is too much, or the last one.
	 * @param population clients; group sends need joins before
	 * @return what came of it
	 * @throws InterruptedException if the thread is interrupted between two steps
	 */
	public Climb climb(Population population) throws InterruptedException {
		List<Step> steps = new ArrayList<>();
		for (int senders = this.step; senders <= this.most; senders += this.step) {
			Step next = measure(population, senders);
			steps.add(next);
			if (!next.good()) {
				break;
			}
		}
		return new Climb(List.copyOf(steps));
	}

	private Step measure(Population population, int senders) throws InterruptedException {
		Run run = population.start(
				new Traffic(this.scenario.apply(senders), this.payloadBytes, new Pace.Rate(senders * this.perSender)));
		Interval interval;
		try {
			Thread.sleep(this.warmUp.toMillis());
			run.interval();
			Thread.sleep(this.measured.toMillis());
			interval = run.interval();
		}
		catch (InterruptedException ex) {
			run.stop(Duration.ZERO);
			throw ex;
		}
		Outcome outcome = run.stop(DRAIN);
		Histogram latency = interval.latency();
		boolean good = outcome.lost() == 0 && interval.deliveries() > 0
				&& latency.getValueAtPercentile(PERCENTILE) < this.limit.toNanos();
		return new Step(senders, interval, outcome, good);
	}

	/**
	 * A step.
	 *
	 * @param senders number of senders
	 * @param interval what happened in the time that counts
	 * @param outcome how the run ended, warm-up included
	 * @param good whether 99 % came within the limit and nothing was lost
	 */
	public record Step(int senders, Interval interval, Outcome outcome, boolean good) {
	}

	/**
	 * All steps.
	 *
	 * @param steps steps in order; only the last one may be too much
	 */
	public record Climb(List<Step> steps) {

		/**
		 * The highest step that was good.
		 * @return the step, or empty if the first one was too much already
		 */
		public Optional<Step> lastGood() {
			return this.steps.stream().filter(Step::good).reduce((first, second) -> second);
		}

	}

}
