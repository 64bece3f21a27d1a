// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Flags that all JVMs of a benchmark are started with, so that none has an advantage. The
 * garbage collector is what the JVM takes on its cores: the serial one on a single core.
 *
 * @param flags flags of the {@code java} command
 */
public record JvmOptions(List<String> flags) {

	/** Room for 18,000 clients of the greediest server. */
	public static final JvmOptions DEFAULT = new JvmOptions(List.of("-Xms1g", "-Xmx1g"));

	/**
	 * For resident memory: a young generation that is touched as a whole before the first
	 * measurement, and an old one that is touched only where something lives.
	 */
	public static final JvmOptions MEMORY = new JvmOptions(List.of("-Xms1g", "-Xmx1g", "-Xmn48m"));

	private static final String LOGBACK = "io/github/signalrelay/benchmarks/process/plain-server-logback.xml";

	private static final String LEAK_DETECTION = "-Dio.netty.leakDetection.level=disabled";

	public JvmOptions {
		flags = List.copyOf(flags);
	}

	/**
	 * The same with more flags.
	 * @param more flags that only one server needs, such as those of a profiler
	 * @return the options
	 */
	public JvmOptions and(String... more) {
		List<String> all = new ArrayList<>(this.flags);
		all.addAll(List.of(more));
		return new JvmOptions(all);
	}

	/**
	 * Command that runs a main class of this JVM's own class path, with a probe beside
	 * it.
	 * @param main the class
	 * @param arguments arguments of the class
	 * @return the command; needs {@link #environment()}
	 */
	public List<String> command(Class<?> main, List<String> arguments) {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(this.flags);
		command.add(LEAK_DETECTION);
		command.add(ProbedMain.class.getName());
		command.add(main.getName());
		command.addAll(arguments);
		return command;
	}

	/**
	 * The same for a server without Spring Boot: what Netty has to say below a warning is
	 * not logged.
	 * @return the options
	 */
	public JvmOptions withoutSpring() {
		return and("-Dlogback.configurationFile=" + LOGBACK);
	}

	/**
	 * Environment of the command: the class path, which would make the command
	 * unreadable.
	 * @return variables
	 */
	public Map<String, String> environment() {
		return Map.of("CLASSPATH", System.getProperty("java.class.path"));
	}

}
