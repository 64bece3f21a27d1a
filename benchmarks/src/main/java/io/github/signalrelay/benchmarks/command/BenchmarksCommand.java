// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.command;

import java.io.UncheckedIOException;

import io.github.signalrelay.benchmarks.goal.Edition;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command line: one command for each thing that the benchmarks can do.
 */
@Command(name = "benchmarks/run", mixinStandardHelpOptions = true,
		description = "Measures the relay beside the servers that it is compared with.",
		subcommands = { BenchmarksCommand.Short.class, BenchmarksCommand.Full.class, GoalCommand.class,
				LoadCommand.class, MicroCommand.class, SizingCommand.class, ServerCommand.class },
		footer = { "", "Options of the script, before the command: --no-build uses what was built before." })
public final class BenchmarksCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init") // set by picocli
	private CommandSpec spec;

	/**
	 * Runs a command and exits: 0 when it was done, whatever the goals' verdicts, 1 when
	 * it failed, 2 when the arguments are wrong.
	 * @param arguments a command and its options
	 */
	public static void main(String[] arguments) {
		System.setProperty("java.awt.headless", "true");
		System.exit(commandLine().execute(arguments)); // threads of servers' pipes may
														// still be there
	}

	/**
	 * Makes the command line.
	 * @return the command line
	 */
	static CommandLine commandLine() {
		return new CommandLine(new BenchmarksCommand()).setCaseInsensitiveEnumValuesAllowed(true)
			.setExecutionExceptionHandler(BenchmarksCommand::failed);
	}

	/** What servers and connections say for themselves needs no stack trace. */
	private static int failed(Exception failure, CommandLine line, ParseResult arguments) throws Exception {
		if (!(failure instanceof IllegalStateException || failure instanceof UncheckedIOException)) {
			throw failure;
		}
		line.getErr().println(failure.getMessage());
		return line.getCommandSpec().exitCodeOnExecutionException();
	}

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "Which command?");
	}

	/**
	 * All goals and the micro benchmarks, briefly.
	 */
	@Command(name = "short", mixinStandardHelpOptions = true,
			description = "Measures all goals and the micro benchmarks within 15 minutes.")
	static final class Short implements Runnable {

		@Spec
		@SuppressWarnings("NullAway.Init") // set by picocli
		private CommandSpec spec;

		@Override
		public void run() {
			new EditionRun("benchmarks/run short", Edition.SHORT, this.spec.commandLine().getOut()::println).all();
		}

	}

	/**
	 * All goals and the micro benchmarks at length.
	 */
	@Command(name = "full", mixinStandardHelpOptions = true,
			description = "Measures all goals at all sizes, and all micro benchmarks; takes more than an hour.")
	static final class Full implements Runnable {

		@Spec
		@SuppressWarnings("NullAway.Init") // set by picocli
		private CommandSpec spec;

		@Override
		public void run() {
			new EditionRun("benchmarks/run full", Edition.FULL, this.spec.commandLine().getOut()::println).all();
		}

	}

}
