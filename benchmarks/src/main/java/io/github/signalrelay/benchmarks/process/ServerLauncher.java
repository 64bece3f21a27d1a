// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts servers on cores of their own. Safe for use by many threads.
 */
public final class ServerLauncher {

	private static final Logger logger = LoggerFactory.getLogger(ServerLauncher.class);

	private final Placement placement;

	private final Path logs;

	private final boolean pinned;

	/**
	 * Creates a launcher.
	 * @param placement cores
	 * @param logs folder for what servers print, made if it is missing
	 */
	public ServerLauncher(Placement placement, Path logs) {
		this.placement = placement;
		this.logs = logs;
		this.pinned = Programs.find("taskset").isPresent();
		if (!this.pinned) {
			logger.warn("taskset is not on the PATH: servers run on any core, and figures vary more");
		}
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
		ProcessBuilder builder = new ProcessBuilder(pinned(launch)).redirectErrorStream(true);
		builder.environment().putAll(launch.environment());
		try {
			Files.createDirectories(this.logs);
			Process process = builder.start();
			return new LaunchedServer(launch, process, this.logs.resolve(launch.name() + "-" + process.pid() + ".log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(launch.name() + " cannot be started", ex);
		}
	}

	private List<String> pinned(Launch launch) {
		if (!this.pinned) {
			return launch.command();
		}
		BitSet cores = launch.measured() ? this.placement.measured() : this.placement.others();
		List<String> command = new ArrayList<>(List.of("taskset", "-c", Placement.list(cores)));
		command.addAll(launch.command());
		return command;
	}

}
