// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps servers on cores of their own, by {@code taskset}. They start on all cores, since
 * nobody measures then, and a JVM that starts is busy compiling; but with as many as they
 * will have in mind, so that a JVM picks its garbage collector and threads for those.
 * Safe for use by many threads.
 */
final class Pinning {

	private static final Logger logger = LoggerFactory.getLogger(Pinning.class);

	private static final String TASKSET = "taskset";

	private static final String OPTIONS = "JDK_JAVA_OPTIONS";

	private final Placement placement;

	private final boolean possible;

	/**
	 * Makes a pinning.
	 * @param placement who gets which cores
	 */
	Pinning(Placement placement) {
		this.placement = placement;
		this.possible = Programs.find(TASKSET).isPresent();
		if (!this.possible) {
			logger.warn("taskset is not on the PATH: servers run on any core, and figures vary more");
		}
	}

	/**
	 * Command that starts a server on all cores, whichever this process has.
	 * @param launch how it is started
	 * @return program and arguments
	 */
	List<String> command(Launch launch) {
		if (!this.possible) {
			return launch.command();
		}
		List<String> command = new ArrayList<>(List.of(TASKSET, "-c", all()));
		command.addAll(launch.command());
		return command;
	}

	/**
	 * Variables that tell a server how many cores it will have, beside the options that
	 * it has anyway.
	 * @param launch how it is started
	 * @return variables that take the place of its own
	 */
	Map<String, String> environment(Launch launch) {
		if (!this.possible || !launch.jvm()) {
			return Map.of();
		}
		String count = "-XX:ActiveProcessorCount=" + cores(launch).cardinality();
		return Map.of(OPTIONS,
				Stream.of(System.getenv(OPTIONS), launch.environment().get(OPTIONS), count)
					.filter(Objects::nonNull)
					.collect(Collectors.joining(" ")));
	}

	/**
	 * Moves all threads of a server to its cores; threads that they start go there too.
	 * Blocks for some milliseconds.
	 * @param launch how it was started
	 * @param pid its process
	 */
	void pin(Launch launch, long pid) {
		if (this.possible) {
			run(TASKSET, "-a", "-c", "-p", Placement.list(cores(launch)), Long.toString(pid));
		}
	}

	/**
	 * Lets all threads of a server use any core. Blocks for some milliseconds.
	 * @param pid its process
	 */
	void free(long pid) {
		if (this.possible) {
			run(TASKSET, "-a", "-c", "-p", all(), Long.toString(pid));
		}
	}

	private String all() {
		BitSet all = this.placement.measured();
		all.or(this.placement.others());
		return Placement.list(all);
	}

	private BitSet cores(Launch launch) {
		return launch.measured() ? this.placement.measured() : this.placement.others();
	}

	private static void run(String... command) {
		try {
			int code = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
			if (code != 0) {
				throw new IllegalStateException(String.join(" ", command) + " failed with " + code);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted", ex);
		}
	}

}
