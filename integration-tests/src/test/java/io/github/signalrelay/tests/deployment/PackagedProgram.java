// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.deployment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.signalrelay.tests.Requirements;

/**
 * An executable jar of this build, running in a process of its own.
 */
public final class PackagedProgram implements AutoCloseable {

	private static final Pattern STARTED = Pattern.compile("(?:Netty|Tomcat) started on port (\\d+)");

	private static final Duration START_LIMIT = Duration.ofSeconds(60);

	private final Process process;

	private final Queue<String> output = new ConcurrentLinkedQueue<>();

	private final CompletableFuture<Integer> port = new CompletableFuture<>();

	private PackagedProgram(Process process) {
		this.process = process;
		Thread reader = new Thread(this::read, "output of process " + process.pid());
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Starts the executable jar of a module on a free port and waits until it listens.
	 * @param module folder of the module
	 * @param arguments arguments of the program
	 * @return the running program
	 */
	public static PackagedProgram start(String module, String... arguments) {
		return start(List.of(), module, arguments);
	}

	/**
	 * The same from what ahead-of-time processing has prepared.
	 * @param module folder of the module
	 * @param arguments arguments of the program
	 * @return the running program
	 */
	public static PackagedProgram startAheadOfTime(String module, String... arguments) {
		return start(List.of("-Dspring.aot.enabled=true"), module, arguments);
	}

	private static PackagedProgram start(List<String> options, String module, String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:TieredStopAtLevel=1")); // it lives for seconds
		command.addAll(options);
		command.addAll(List.of("-jar", jar(module).toString(), "--server.port=0", "--server.address=127.0.0.1"));
		command.addAll(List.of(arguments));
		try {
			PackagedProgram program = new PackagedProgram(
					new ProcessBuilder(command).redirectErrorStream(true).start());
			program.awaitPort();
			return program;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path jar(String module) {
		Path target = Requirements.moduleFolder().resolveSibling(module).resolve("target").normalize();
		if (!Files.isDirectory(target)) {
			return Requirements.missing(target + " is missing: run 'mvn verify', which packages the programs first");
		}
		try (Stream<Path> files = Files.list(target)) {
			return files.filter((file) -> file.toString().endsWith("-exec.jar"))
				.findFirst()
				.orElseGet(() -> Requirements
					.missing(target + " has no executable jar: run 'mvn verify', which packages the programs first"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void read() {
		try (BufferedReader reader = this.process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				this.output.add(line);
				Matcher started = STARTED.matcher(line);
				if (started.find()) {
					this.port.complete(Integer.valueOf(started.group(1)));
				}
			}
		}
		catch (IOException ex) {
			this.output.add(ex.toString());
		}
		this.port.completeExceptionally(new IllegalStateException("ended before it listened:\n" + output()));
	}

	private void awaitPort() {
		try {
			this.port.orTimeout(START_LIMIT.toSeconds(), TimeUnit.SECONDS).join();
		}
		catch (RuntimeException ex) {
			close();
			throw new IllegalStateException("not started:\n" + output(), ex);
		}
	}

	/**
	 * Address of the program.
	 * @return an address without a path
	 */
	public URI origin() {
		return URI.create("http://127.0.0.1:" + this.port.join());
	}

	/**
	 * Asks the program to end, with SIGTERM where there are signals.
	 * @return completes when it has ended
	 */
	public CompletableFuture<Process> terminate() {
		this.process.destroy();
		return this.process.onExit();
	}

	/**
	 * What the program has printed.
	 * @return all lines
	 */
	public String output() {
		return String.join("\n", this.output);
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
