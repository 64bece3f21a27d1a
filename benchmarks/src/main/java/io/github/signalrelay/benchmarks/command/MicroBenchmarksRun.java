// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import io.github.signalrelay.benchmarks.jmh.MicroBenchmarks;
import io.github.signalrelay.benchmarks.jmh.MicroResult;
import io.github.signalrelay.benchmarks.report.Figures;
import io.github.signalrelay.benchmarks.report.ResultsFolder;
import io.github.signalrelay.benchmarks.report.Table;
import org.jspecify.annotations.Nullable;

/**
 * Runs micro benchmarks and leaves their table behind.
 */
final class MicroBenchmarksRun {

	private MicroBenchmarksRun() {
	}

	/**
	 * Runs them.
	 * @param selection whether a selection suffices
	 * @param folder gets JMH's JSON and the table
	 * @param filter regular expression for names, {@code null} for all
	 * @param output hears the table
	 */
	static void run(boolean selection, ResultsFolder folder, @Nullable String filter, Consumer<String> output) {
		List<MicroResult> results = MicroBenchmarks.run(selection, folder.path().resolve("micro-benchmarks.json"),
				filter);
		Table table = new Table("benchmark", "parameters", "ns", "± ns", "bytes allocated");
		results
			.forEach((result) -> table.row(result.benchmark(), parameters(result), Figures.digits(result.nanoseconds()),
					Figures.digits(result.nanosecondsError()), Figures.digits(result.bytes())));
		folder.text("micro-benchmarks.md", "# Micro benchmarks\n\n" + table.markdown());
		output.accept(table.console());
	}

	private static String parameters(MicroResult result) {
		return result.parameters()
			.entrySet()
			.stream()
			.map((parameter) -> parameter.getKey() + "=" + parameter.getValue())
			.collect(Collectors.joining(", "));
	}

}
