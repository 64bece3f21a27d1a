// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.signalrelay.benchmarks.goal.Waiting;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.LoadGenerator;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.report.ResultsFile;
import io.github.signalrelay.benchmarks.report.ResultsFolder;
import io.github.signalrelay.benchmarks.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Loads any endpoint: ours, an ASP.NET Core application, Azure SignalR Service.
 */
@Command(name = "load", mixinStandardHelpOptions = true,
		description = "Loads a server whose hub has the methods that docs/performance.md lists.")
final class LoadCommand implements Runnable {

	private static final Duration DRAIN = Duration.ofSeconds(10);

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Mixin
	private LoadSettings settings = new LoadSettings();

	@Override
	public void run() {
		try {
			this.settings.check();
		}
		catch (IllegalArgumentException ex) {
			throw new ParameterException(this.spec.commandLine(), String.valueOf(ex.getMessage()), ex);
		}
		try (LoadGenerator generator = new LoadGenerator();
				Population population = generator.open(this.settings.address(), this.settings.dialect(),
						this.settings.transport(), this.settings.opening())) {
			out().println(population.size() + " clients in " + population.openedIn().toMillis() + " ms");
			GroupPlan groups = this.settings.scenario().groups(population.size());
			if (groups != null) {
				population.join(groups);
			}
			write(measure(population, Waiting.SLEEP));
			out().println(population.lostConnections() + " clients lost their connection");
		}
	}

	/**
	 * Measures once, or step by step until the load is not carried any more.
	 * @param population clients
	 * @param waiting how to wait
	 * @return what each load came to
	 */
	List<LoadRow> measure(Population population, Waiting waiting) {
		Integer step = this.settings.step();
		if (step == null) {
			return List.of(row(population, this.settings.senders(), this.settings.pace(), waiting));
		}
		List<LoadRow> rows = new ArrayList<>();
		for (int senders = step; senders <= population.size(); senders += step) {
			LoadRow row = row(population, senders, new Pace.Rate(senders), waiting);
			rows.add(row);
			out().printf(Locale.ROOT, "%d senders: p99 %.1f ms%n", senders, row.p99Millis());
			if (!row.carried()) {
				break;
			}
		}
		return rows;
	}

	private LoadRow row(Population population, int senders, Pace pace, Waiting waiting) {
		Run run = population
			.start(new Traffic(this.settings.scenario().scenario(senders), this.settings.payload(), pace));
		waiting.pause(Duration.ofSeconds(this.settings.warmUp()));
		run.interval();
		waiting.pause(Duration.ofSeconds(this.settings.seconds()));
		Interval interval = run.interval();
		return LoadRow.of(senders, interval, run.stop(DRAIN));
	}

	private void write(List<LoadRow> rows) {
		Table table = LoadRow.table();
		rows.forEach((row) -> row.addTo(table));
		out().print(table.console());
		ResultsFolder folder = ResultsFolder.create(EditionRun.RESULTS, Instant.now());
		new ResultsFile().write(folder.path().resolve("load.json"), rows);
		folder.text("load.md", table.markdown());
		out().println("Results: benchmarks/" + folder.path());
	}

	private PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	/**
	 * Options that were given.
	 * @return the options
	 */
	LoadSettings settings() {
		return this.settings;
	}

}
