// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.time.Duration;

/**
 * Asks a JVM about itself, over its standard input and output. Methods block until it
 * answers.
 */
public interface JvmProbe {

	/**
	 * Heap in use after a full garbage collection.
	 * @return the number of bytes
	 */
	long heapAfterGc();

	/**
	 * Bytes allocated by all threads that live.
	 * @return the number of bytes
	 */
	long allocatedBytes();

	/**
	 * Direct memory of Netty in use.
	 * @return the number of bytes
	 */
	long directBytes();

	/**
	 * Longest pause for a garbage collection since the last call.
	 * @return the length, zero if there was none
	 */
	Duration longestPause();

	/**
	 * Buffers and other counted resources that Netty found to be garbage before they were
	 * released, if its leak detection is on. It finds them with the next ones that are
	 * made after a garbage collection.
	 * @return the number of reports
	 */
	long leaks();

}
