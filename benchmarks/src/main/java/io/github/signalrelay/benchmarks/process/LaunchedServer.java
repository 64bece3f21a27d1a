// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A server that a {@link ServerLauncher} has started. It ends with this JVM at the
 * latest.
 */
public final class LaunchedServer implements ServerProcess {

	private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

	private final Launch launch;

	private final Process process;

	private final Pinning pinning;

	private final ProcessOutput output;

	private final ProcessStatistics statistics;

	private final PipedJvmProbe probe;

	private final Thread killer;

	LaunchedServer(Launch launch, Process process, Path log, Pinning pinning) {
		this.launch = launch;
		this.process = process;
		this.pinning = pinning;
		this.output = new ProcessOutput(launch.name(), process.getInputStream(), log, launch.listening());
		this.statistics = new ProcessStatistics(process.pid());
		this.probe = new PipedJvmProbe(launch.name(), process.getOutputStream(), this.output);
		this.killer = new Thread(process::destroyForcibly, "end of " + launch.name());
		Runtime.getRuntime().addShutdownHook(this.killer);
	}

	/**
	 * Waits until the server is ready and moves it to its cores, or stops it.
	 * @throws IllegalStateException if it does not get ready in 90 seconds, with the last
	 * lines that it printed
	 */
	public void awaitReady() {
		try {
			this.output.awaitPort(Launch.LIMIT);
			this.pinning.pin(this.launch, pid());
		}
		catch (RuntimeException ex) {
			close();
			throw new IllegalStateException(name() + " did not start. " + this.output.tail(), ex);
		}
	}

	/**
	 * Port that the server listens on.
	 * @return the port
	 */
	public int port() {
		return this.output.awaitPort(Duration.ZERO.plusMillis(1));
	}

	@Override
	public String name() {
		return this.launch.name();
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public Duration cpuTime() {
		try {
			return this.statistics.cpuTime();
		}
		catch (IOException ex) {
			throw gone(ex);
		}
	}

	@Override
	public long residentBytes() {
		try {
			return this.statistics.residentBytes();
		}
		catch (IOException ex) {
			throw gone(ex);
		}
	}

	private IllegalStateException gone(IOException cause) {
		String state = this.process.isAlive() ? " cannot be measured. " : " has ended. ";
		return new IllegalStateException(name() + state + this.output.tail(), cause);
	}

	@Override
	public JvmProbe probe() {
		if (!this.launch.jvm()) {
			throw new UnsupportedOperationException(name() + " is not a JVM");
		}
		return this.probe;
	}

	@Override
	public Duration compilationTime() {
		return this.launch.jvm() ? this.probe.compilationTime() : Duration.ZERO;
	}

	@Override
	public <T> T onAllCores(Supplier<T> work) {
		this.pinning.free(pid());
		try {
			return work.get();
		}
		finally {
			if (this.process.isAlive()) {
				this.pinning.pin(this.launch, pid());
			}
		}
	}

	/**
	 * Asks the process to end, kills it when it has not ended after ten seconds, and
	 * waits for its end.
	 */
	@Override
	public void close() {
		try {
			this.process.destroy();
			if (!this.process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
			this.output.awaitEnd(STOP_LIMIT);
			Runtime.getRuntime().removeShutdownHook(this.killer);
		}
		catch (InterruptedException ex) {
			this.process.destroyForcibly();
			Thread.currentThread().interrupt();
		}
		catch (IllegalStateException ex) {
			this.process.destroyForcibly(); // this JVM is about to end
		}
	}

	@Override
	public String toString() {
		return name() + " (" + pid() + ")";
	}

}
