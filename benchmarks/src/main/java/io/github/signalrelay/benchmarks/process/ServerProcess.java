// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * A server in a process of its own. Safe for use by many threads.
 */
public interface ServerProcess extends AutoCloseable {

	/**
	 * Name for logs and results.
	 * @return the name
	 */
	String name();

	/**
	 * Process id.
	 * @return the id
	 */
	long pid();

	/**
	 * Processor time in user and system mode since the start, all threads, as the
	 * operating system has it.
	 * @return the time, exact to one clock tick (10 ms as a rule)
	 */
	Duration cpuTime();

	/**
	 * Resident memory, as the operating system has it.
	 * @return the number of bytes
	 */
	long residentBytes();

	/**
	 * What the JVM says of itself.
	 * @return the probe
	 * @throws UnsupportedOperationException if the process is not a JVM
	 */
	JvmProbe probe();

	/**
	 * Time that the compilers of a JVM have worked since its start.
	 * @return the time, none for other processes
	 */
	default Duration compilationTime() {
		return Duration.ZERO;
	}

	/**
	 * Lets the server have all cores of the machine while something is done for which it
	 * needs none of its own: where nobody measures its processor time, or a server beside
	 * it. Not for use by several threads at once.
	 * @param work what is done meanwhile
	 * @return what the work returns
	 * @param <T> its type
	 */
	default <T> T onAllCores(Supplier<T> work) {
		return work.get();
	}

	/**
	 * Stops the process and waits for its end.
	 */
	@Override
	void close();

}
