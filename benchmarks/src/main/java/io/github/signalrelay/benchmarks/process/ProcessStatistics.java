// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What Linux knows of a process: proc(5).
 */
final class ProcessStatistics {

	/** Linux shows times in hundredths of a second on all but historic machines. */
	private static final long NANOS_PER_TICK = 10_000_000;

	/** Places behind the name of the program, which itself may hold blanks. */
	private static final int USER_TICKS = 11;

	private static final int SYSTEM_TICKS = 12;

	private final Path folder;

	ProcessStatistics(long pid) {
		this(Path.of("/proc", Long.toString(pid)));
	}

	ProcessStatistics(Path folder) {
		this.folder = folder;
	}

	Duration cpuTime() throws IOException {
		String line = Files.readString(this.folder.resolve("stat"));
		String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
		long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
		return Duration.ofNanos(ticks * NANOS_PER_TICK);
	}

	long residentBytes() throws IOException {
		for (String line : Files.readAllLines(this.folder.resolve("smaps_rollup"))) {
			if (line.startsWith("Rss:")) { // exact; "VmRSS" of the status lags behind
				return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
			}
		}
		throw new IOException("No resident memory in " + this.folder); // a process that
																		// has ended
	}

}
