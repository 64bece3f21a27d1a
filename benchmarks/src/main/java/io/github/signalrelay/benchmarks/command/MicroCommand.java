// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.io.PrintWriter;
import java.time.Instant;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.report.ResultsFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Micro benchmarks alone.
 */
@Command(name = "jmh", mixinStandardHelpOptions = true, description = "Runs micro benchmarks.")
final class MicroCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	@Parameters(arity = "0..1", paramLabel = "<filter>",
			description = "Regular expression for <package>.<class>.<method>; all if missing.")
	private @Nullable String filter;

	@Option(names = "--edition", defaultValue = "full", description = "short or full (${DEFAULT-VALUE})")
	private Edition edition = Edition.FULL;

	@Override
	public void run() {
		PrintWriter out = this.spec.commandLine().getOut();
		ResultsFolder folder = ResultsFolder.create(EditionRun.RESULTS, Instant.now());
		MicroBenchmarksRun.run(this.edition == Edition.SHORT, folder, this.filter, out::println);
		out.println("Results: benchmarks/" + folder.path());
	}

}
