// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

import io.github.signalrelay.tests.Requirements;
import io.github.signalrelay.tests.chatter.ChatterApplication;
import io.github.signalrelay.tests.chatter.ChatterProgram;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An app server in a process of its own, which can be killed and frozen. It is started
 * from the class path of the tests.
 */
final class AppServerProcess implements AppServer {

	private static final long LIMIT_SECONDS = 60;

	private final Map<String, Object> properties;

	private final URI hub;

	private Process process;

	private AppServerProcess(Map<String, Object> properties) {
		this.properties = new LinkedHashMap<>(properties);
		int port = run();
		this.properties.put("server.port", port);
		this.hub = URI.create("http://127.0.0.1:" + port + ChatterApplication.PATH);
	}

	/**
	 * Starts a process and waits until clients can negotiate.
	 * @param properties properties of the application
	 * @return the running app server
	 */
	static AppServerProcess start(Map<String, Object> properties) {
		AppServerProcess server = new AppServerProcess(properties);
		server.awaitConnected();
		return server;
	}

	private int run() {
		List<String> command = new ArrayList<>(List.of(
				Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", classPath(), ChatterProgram.class.getName()));
		this.properties.forEach((name, value) -> command.add(name + "=" + value));
		CompletableFuture<Integer> port = new CompletableFuture<>();
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Process started = this.process;
		Thread reader = new Thread(() -> read(started, port), "output of process " + started.pid());
		reader.setDaemon(true);
		reader.start();
		return port.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join();
	}

	private static String classPath() {
		return System.getProperty("surefire.test.class.path",
				System.getProperty("java.class.path", "target" + File.separator + "test-classes"));
	}

	private static void read(Process process, CompletableFuture<Integer> port) {
		Queue<String> output = new ConcurrentLinkedQueue<>();
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith(ChatterProgram.LISTENING)) {
					port.complete(Integer.valueOf(line.substring(ChatterProgram.LISTENING.length())));
				}
				else if (!port.isDone()) {
					output.add(line);
				}
			}
		}
		catch (IOException ex) {
			output.add(ex.toString());
		}
		port.completeExceptionally(
				new IllegalStateException("ended before it listened:\n" + String.join("\n", output)));
	}

	@Override
	public URI hub() {
		return this.hub;
	}

	@Override
	public void stop() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		awaitEnd();
	}

	/** Ends it without a word: SIGKILL. */
	void kill() {
		this.process.destroyForcibly();
		awaitEnd();
	}

	private void awaitEnd() {
		try {
			assertThat(this.process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("end of the app server").isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** Stops its clock: SIGSTOP. Its sockets stay. */
	void freeze() {
		signal("STOP");
	}

	/** Lets it go on where it was: SIGCONT. */
	void thaw() {
		signal("CONT");
	}

	private void signal(String name) {
		Path program = Requirements.program("kill");
		try {
			int code = new ProcessBuilder(program.toString(), "-" + name, Long.toString(this.process.pid())).inheritIO()
				.start()
				.waitFor();
			assertThat(code).as("kill -" + name).isZero();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void start() {
		run();
		awaitConnected();
	}

	@Override
	public void close() {
		this.process.destroyForcibly();
	}

}
