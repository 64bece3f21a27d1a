// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;

import io.github.signalrelay.benchmarks.process.ServerProcess;

/**
 * Tells whether a server still compiles what it runs: what is measured meanwhile is the
 * compiler as well. Used by one thread.
 */
public final class CompilerWatch {

	/** The part of the processor time from which on compilers count, as 1 of so many. */
	private static final int COMPILING_PART = 40;

	private final ServerProcess server;

	private Duration compiled;

	private Duration cpu;

	/**
	 * Begins to watch.
	 * @param server who; one that is no JVM never compiles
	 */
	public CompilerWatch(ServerProcess server) {
		this.server = server;
		this.compiled = server.compilationTime();
		this.cpu = server.cpuTime();
	}

	/**
	 * Whether compilers took a part of the processor time since the last look, or the
	 * beginning, that would be seen.
	 * @return true if they did
	 */
	public boolean isCompiling() {
		Duration compiledNow = this.server.compilationTime();
		Duration cpuNow = this.server.cpuTime();
		boolean seen = compiledNow.minus(this.compiled)
			.multipliedBy(COMPILING_PART)
			.compareTo(cpuNow.minus(this.cpu)) > 0;
		this.compiled = compiledNow;
		this.cpu = cpuNow;
		return seen;
	}

}
