// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Measures goals one after another. A goal that fails is not measured, and the ones after
 * it go on. Used by one thread.
 */
public final class GoalRunner {

	private final Duration limit;

	private final LongSupplier nanoTime;

	private final Consumer<String> progress;

	private final List<Finding> findings = new ArrayList<>();

	private final Map<String, Duration> durations = new LinkedHashMap<>();

	/**
	 * Makes a runner.
	 * @param limit no goal is begun after this time
	 * @param nanoTime a clock
	 * @param progress hears in a line what happens
	 */
	public GoalRunner(Duration limit, LongSupplier nanoTime, Consumer<String> progress) {
		this.limit = limit;
		this.nanoTime = nanoTime;
		this.progress = progress;
	}

	/**
	 * Measures goals.
	 * @param goals the goals
	 * @param bench what to measure with
	 */
	public void run(List<Goal> goals, Bench bench) {
		long start = this.nanoTime.getAsLong();
		for (Goal goal : goals) {
			long begin = this.nanoTime.getAsLong();
			if (begin - start > this.limit.toNanos()) {
				this.findings.add(Finding.notMeasured(goal.id(), goal.text(), null,
						"no time was left after " + this.limit.toSeconds() + " s"));
				continue;
			}
			this.progress.accept(goal.id() + ": " + goal.text());
			List<Finding> found = measure(goal, bench);
			this.findings.addAll(found);
			Duration took = Duration.ofNanos(this.nanoTime.getAsLong() - begin);
			this.durations.put(goal.id(), took);
			found.forEach((finding) -> this.progress.accept(line(finding)));
			this.progress.accept(goal.id() + " took " + took.toSeconds() + " s");
		}
	}

	private List<Finding> measure(Goal goal, Bench bench) {
		try {
			return goal.measure(bench);
		}
		catch (RuntimeException ex) {
			this.progress.accept(goal.id() + " failed: " + ex);
			return List.of(Finding.notMeasured(goal.id(), goal.text(), null, "the measurement failed: " + ex));
		}
	}

	private static String line(Finding finding) {
		return String.format(Locale.ROOT, "%s %s: %.3f %s (%.3f..%.3f), %s", finding.goal(), finding.compared(),
				finding.figure().median(), finding.unit(), finding.figure().min(), finding.figure().max(),
				finding.verdict());
	}

	/**
	 * What was found.
	 * @return the findings, in the order measured
	 */
	public List<Finding> findings() {
		return List.copyOf(this.findings);
	}

	/**
	 * How long each goal took by the clock.
	 * @return the times by id
	 */
	public Map<String, Duration> durations() {
		return Map.copyOf(this.durations);
	}

}
