// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What was measured on. Names no host and no path.
 *
 * @param cores processors that the system has
 * @param processor model of the processor
 * @param memoryGib memory in GiB, rounded
 * @param kernel operating system and its version
 * @param jdk version of the Java runtime
 */
public record Machine(int cores, String processor, long memoryGib, String kernel, String jdk) {

	private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

	private static final Path MEMORY = Path.of("/proc/meminfo");

	private static final String UNKNOWN = "unknown";

	/**
	 * The machine that this runs on. What it does not tell is "unknown" or 0.
	 * @return the machine
	 */
	public static Machine current() {
		List<String> processors = lines(PROCESSORS);
		int cores = (int) processors.stream().filter((line) -> line.startsWith("processor")).count();
		return new Machine((cores > 0) ? cores : Runtime.getRuntime().availableProcessors(),
				value(processors, "model name"), Math.round(kibibytes(lines(MEMORY)) / (1024.0 * 1024)),
				System.getProperty("os.name") + " " + System.getProperty("os.version"),
				System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
	}

	private static long kibibytes(List<String> memory) {
		String total = value(memory, "MemTotal").replaceAll("\\D", "");
		return total.isEmpty() ? 0 : Long.parseLong(total);
	}

	private static String value(List<String> lines, String key) {
		return lines.stream()
			.filter((line) -> line.startsWith(key))
			.map((line) -> line.substring(line.indexOf(':') + 1).strip())
			.findFirst()
			.orElse(UNKNOWN);
	}

	private static List<String> lines(Path file) {
		try {
			return Files.readAllLines(file, StandardCharsets.UTF_8);
		}
		catch (IOException ex) { // not Linux
			return List.of();
		}
	}

	/**
	 * As reports show it.
	 * @return one line
	 */
	@Override
	public String toString() {
		return this.cores + " cores (" + this.processor + "), " + this.memoryGib + " GiB, " + this.kernel + ", "
				+ this.jdk;
	}

}
