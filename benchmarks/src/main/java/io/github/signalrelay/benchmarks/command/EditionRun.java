// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Budget;
import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.GoalRunner;
import io.github.signalrelay.benchmarks.goal.Goals;
import io.github.signalrelay.benchmarks.goal.Waiting;
import io.github.signalrelay.benchmarks.load.LoadGenerator;
import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.Placement;
import io.github.signalrelay.benchmarks.report.Machine;
import io.github.signalrelay.benchmarks.report.Report;
import io.github.signalrelay.benchmarks.report.Results;
import io.github.signalrelay.benchmarks.report.ResultsFolder;
import io.github.signalrelay.benchmarks.sizing.CostsFile;
import io.github.signalrelay.benchmarks.target.LocalTargets;

/**
 * Measures goals, prints what was found and writes it to a folder. Used by one thread.
 */
final class EditionRun {

	/** Folder of all runs, within that of the module. */
	static final Path RESULTS = Path.of("target", "results");

	private static final Duration NO_LIMIT = Duration.ofDays(1);

	private final String command;

	private final Edition edition;

	private final Consumer<String> output;

	private final Instant started = Instant.now();

	private final ResultsFolder folder = ResultsFolder.create(RESULTS, this.started);

	/**
	 * Makes a run.
	 * @param command what the user typed, for the results
	 * @param edition how thoroughly to measure
	 * @param output hears lines for the user
	 */
	EditionRun(String command, Edition edition, Consumer<String> output) {
		this.command = command;
		this.edition = edition;
		this.output = output;
	}

	/**
	 * Measures all goals, then the micro benchmarks.
	 */
	void all() {
		goals(Goals.all());
		say("micro benchmarks");
		MicroBenchmarksRun.run(this.edition == Edition.SHORT, this.folder, null, this.output);
		say("done");
	}

	/**
	 * Measures goals.
	 * @param goals the goals
	 */
	void goals(List<Goal> goals) {
		Duration limit = this.edition.pick(Budget.TOTAL.minus(Budget.MICRO_BENCHMARKS), NO_LIMIT);
		GoalRunner runner = new GoalRunner(limit, System::nanoTime, this::say);
		LocalTargets targets = new LocalTargets(Placement.ofThisMachine(), this.folder.path(), JvmOptions.DEFAULT);
		try (LoadGenerator generator = new LoadGenerator();
				Bench bench = new Bench(targets, generator::open, this.edition,
						goals.stream().map(Goal::id).collect(Collectors.toSet()), this::say, Waiting.SLEEP)) {
			runner.run(goals, bench);
			report(runner, bench);
		}
	}

	private void report(GoalRunner runner, Bench bench) {
		Machine machine = Machine.current();
		Results results = new Results(this.command, this.started, Duration.between(this.started, Instant.now()),
				machine, runner.findings(), bench.noise(), bench.charts(), runner.durations());
		this.folder.write(results, this.output);
		if (!bench.costs().isEmpty()) {
			CostsFile costs = new CostsFile();
			costs.write(this.folder.path().resolve("costs.json"),
					costs.defaults()
						.with(bench.costs(), LocalDate.ofInstant(this.started, ZoneOffset.UTC).toString(),
								this.command + "; " + machine));
		}
		this.output.accept("");
		this.output.accept(new Report(results).console());
		this.output.accept("Results: benchmarks/" + this.folder.path());
	}

	private void say(String line) {
		this.output.accept("[" + Duration.between(this.started, Instant.now()).toSeconds() + " s] " + line);
	}

}
