// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.benchmarks.load.Address;
import io.github.signalrelay.benchmarks.load.Dialect;
import io.github.signalrelay.benchmarks.process.Launch;
import io.github.signalrelay.benchmarks.process.LaunchedServer;
import io.github.signalrelay.benchmarks.process.Programs;
import io.github.signalrelay.benchmarks.process.ServerLauncher;

/**
 * Starts servers that are not Java, where the machine has what they need. What is missing
 * is logged.
 */
final class NativeTargets {

	private static final Logger logger = LoggerFactory.getLogger(NativeTargets.class);

	private static final String SCRIPTS = "src/main/js";

	private static final String SEND_LOOP = "src/main/c/send_loop.c";

	private final ServerLauncher launcher;

	private final Path folder;

	/**
	 * Creates the targets.
	 * @param launcher starts processes
	 * @param folder where the compiled program is put
	 */
	NativeTargets(ServerLauncher launcher, Path folder) {
		this.launcher = launcher;
		this.folder = folder;
	}

	Optional<Target> sendLoop() {
		return Programs.find("cc", "gcc", "clang")
			.or(() -> missing("C", "there is no C compiler (cc, gcc, clang) on the PATH"))
			.map(this::compiled)
			.map((program) -> start("send-loop", List.of(program.toString()), "/", Dialect.FRAMES));
	}

	private Path compiled(Path compiler) {
		Path program = this.folder.resolve("send-loop").toAbsolutePath();
		try {
			Files.createDirectories(this.folder);
			Process process = new ProcessBuilder(compiler.toString(), "-O2", "-o", program.toString(),
					Module.file(SEND_LOOP).toString())
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			if (process.waitFor() != 0) {
				throw new IllegalStateException("The send loop cannot be compiled: " + output);
			}
			return program;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	Optional<Target> bun() {
		return packaged("Bun", "@oven/bun-linux-x64/bin/bun")
			.map((bun) -> script("bun", bun, "bun-server.mjs", "/", Dialect.PLAIN));
	}

	Optional<Target> socketIo() {
		return packaged("socket.io", "socket.io").flatMap((found) -> node("socket.io"))
			.map((node) -> script("socket.io", node, "socket-io-server.mjs", "/socket.io/", Dialect.SOCKET_IO));
	}

	Optional<Target> ws() {
		return packaged("ws", "ws").flatMap((found) -> node("ws"))
			.map((node) -> script("ws", node, "ws-server.mjs", "/", Dialect.PLAIN));
	}

	private static Optional<Path> packaged(String name, String path) {
		return Optional.of(Module.file(SCRIPTS + "/node_modules/" + path))
			.filter(Files::exists)
			.or(() -> missing(name, "its package is not installed: run the build with npm on the PATH, or 'npm ci' in "
					+ Module.file(SCRIPTS)));
	}

	private static Optional<Path> node(String name) {
		return Programs.find("node").or(() -> missing(name, "node is not on the PATH"));
	}

	private static Optional<Path> missing(String name, String why) {
		logger.warn("{} is left out: {}", name, why);
		return Optional.empty();
	}

	private Target script(String name, Path program, String script, String path, Dialect dialect) {
		return start(name, List.of(program.toString(), Module.file(SCRIPTS + "/" + script).toString()), path, dialect);
	}

	private Target start(String name, List<String> command, String path, Dialect dialect) {
		LaunchedServer server = this.launcher.start(new Launch(name, true, command, Map.of(), false, Launch.LISTENING));
		return new RunningTarget(name, Address.local(server.port(), path), dialect, server, List.of());
	}

}
