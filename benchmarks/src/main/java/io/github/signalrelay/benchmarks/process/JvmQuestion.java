// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

/**
 * What a probe can be asked. Each question and each answer is a line; an answer repeats
 * the question's name before the number.
 */
enum JvmQuestion {

	/** Bytes of heap in use after a full garbage collection. */
	HEAP_AFTER_GC,

	/** Bytes allocated by all threads that live. */
	ALLOCATED,

	/** Bytes of direct memory of Netty. */
	DIRECT,

	/** Milliseconds of the longest pause since the last time it was asked for. */
	LONGEST_PAUSE,

	/** Milliseconds that the compilers have worked since the start. */
	COMPILED,

	/** Reports of Netty's leak detection since the start. */
	LEAKS

}
