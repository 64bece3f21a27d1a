// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Starts servers, which have cores of their own once they are ready. Safe for use by many
 * threads.
 */
public final class ServerLauncher {

	private final Pinning pinning;

	private final Path logs;

	/**
	 * Creates a launcher.
	 * @param placement cores
	 * @param logs folder for what servers print, made if it is missing
	 */
	public ServerLauncher(Placement placement, Path logs) {
		this.pinning = new Pinning(placement);
		this.logs = logs;
	}

	/**
	 * Starts a server and waits until it is ready.
	 * @param launch how it is started
	 * @return the server
	 * @throws IllegalStateException if it does not get ready in 90 seconds, with the last
	 * lines that it printed
	 */
	public LaunchedServer start(Launch launch) {
		LaunchedServer server = begin(launch);
		server.awaitReady();
		return server;
	}

	/**
	 * Starts a server without waiting for it.
	 * @param launch how it is started
	 * @return the server, which is not {@linkplain LaunchedServer#awaitReady ready} yet
	 */
	public LaunchedServer begin(Launch launch) {
		ProcessBuilder builder = new ProcessBuilder(this.pinning.command(launch)).redirectErrorStream(true);
		builder.environment().putAll(launch.environment());
		builder.environment().putAll(this.pinning.environment(launch));
		try {
			Files.createDirectories(this.logs);
			Process process = builder.start();
			Path log = this.logs.resolve(launch.name() + "-" + process.pid() + ".log");
			return new LaunchedServer(launch, process, log, this.pinning);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(launch.name() + " cannot be started", ex);
		}
	}

}
