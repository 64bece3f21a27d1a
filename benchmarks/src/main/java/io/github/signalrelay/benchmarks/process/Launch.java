// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a server is started.
 *
 * @param name name for logs and results
 * @param measured whether it runs on the cores of the server that is measured
 * @param command program and arguments; nothing secret, since everybody on the machine
 * sees them
 * @param environment variables beside those of this process; secrets go here
 * @param jvm whether the program answers the {@linkplain ProbedMain probe}
 * @param listening what the server prints when it is ready; its first group is the port
 */
public record Launch(String name, boolean measured, List<String> command, Map<String, String> environment, boolean jvm,
		Pattern listening) {

	/** What servers of this module print. */
	public static final Pattern LISTENING = Pattern.compile("^listening on (\\d+)$");

	/** Longest time until a server is ready: several may start at once on one core. */
	static final Duration LIMIT = Duration.ofSeconds(90);

	public Launch {
		command = List.copyOf(command);
		environment = Map.copyOf(environment);
	}

	@Override
	public String toString() {
		return "Launch[" + this.name + "]";
	}

}
