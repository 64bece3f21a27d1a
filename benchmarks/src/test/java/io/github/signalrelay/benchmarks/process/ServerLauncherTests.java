// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServerLauncherTests {

	private static final JvmOptions SMALL = new JvmOptions(List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"));

	@TempDir
	Path logs;

	@Test
	void startsOnTheCoresOfTheSideAndKeepsTheLog() throws IOException {
		ServerLauncher launcher = new ServerLauncher(Placement.ofThisMachine(), this.logs);
		try (LaunchedServer server = launcher.start(shell("echo hello; echo listening on 4711; exec sleep 60"))) {
			assertThat(server.port()).isEqualTo(4711);
			assertThat(coresOfThreads(server.pid())).containsExactly(expected(true));
			assertThat(this.logs.resolve("shell-" + server.pid() + ".log")).hasContent("hello\nlistening on 4711");
		}
	}

	@Test
	void hasAllCoresWhileNobodyMeasures() {
		Placement placement = Placement.ofThisMachine();
		try (LaunchedServer server = new ServerLauncher(placement, this.logs)
			.start(shell("echo listening on 1; exec sleep 60"))) {
			BitSet all = placement.measured();
			all.or(placement.others());
			String meanwhile = Programs.find("taskset").isEmpty() ? expected(true) : Placement.list(all);
			assertThat(server.onAllCores(() -> coresOfThreads(server.pid()))).containsExactly(meanwhile);
			assertThat(coresOfThreads(server.pid())).containsExactly(expected(true));
			assertThatIllegalStateException().isThrownBy(() -> server.onAllCores(() -> {
				throw new IllegalStateException("no clients");
			})).withMessage("no clients");
			assertThat(coresOfThreads(server.pid())).containsExactly(expected(true));
		}
	}

	@Test
	void saysWhyAServerDoesNotStart() {
		ServerLauncher launcher = new ServerLauncher(Placement.ofThisMachine(), this.logs);
		assertThatIllegalStateException().isThrownBy(() -> launcher.start(shell("echo no such disk >&2; exit 1")))
			.withMessageContaining("shell did not start")
			.withMessageContaining("no such disk");
	}

	@Test
	void cannotMeasureWhatHasEnded() {
		LaunchedServer server = new ServerLauncher(Placement.ofThisMachine(), this.logs)
			.start(shell("echo listening on 1; exec sleep 60"));
		server.close();
		server.close();
		assertThat(ProcessHandle.of(server.pid())).isEmpty();
		assertThatIllegalStateException().isThrownBy(server::cpuTime).withMessageContaining("shell has ended");
		assertThatIllegalStateException().isThrownBy(server::residentBytes);
		assertThatThrownBy(server::probe).isInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void asksAJvmWhatItDoes() {
		try (LaunchedServer server = new ServerLauncher(Placement.ofThisMachine(), this.logs)
			.start(jvm("allocating"))) {
			assertThat(coresOfThreads(server.pid())).containsOnly(expected(false)).hasSizeGreaterThan(5);
			JvmProbe probe = server.probe();
			assertThat(probe.heapAfterGc()).isBetween(AllocatingMain.KEPT, AllocatingMain.KEPT + (16L << 20));
			assertThat(probe.allocatedBytes()).isGreaterThan(AllocatingMain.DROPPED);
			assertThat(probe.directBytes()).isNotNegative();
			assertThat(server.cpuTime()).isPositive();
			assertThat(server.residentBytes()).isGreaterThan(AllocatingMain.KEPT);
			assertThat(probe.longestPause()).isGreaterThanOrEqualTo(Duration.ZERO);
			probe.heapAfterGc();
			assertThat(probe.longestPause()).as("pauses of the probe's own").isZero();
		}
	}

	@Test
	void endsWithItsParent() throws Exception {
		Launch launch = jvm("orphan");
		ProcessBuilder builder = new ProcessBuilder(launch.command()).redirectErrorStream(true);
		builder.environment().putAll(launch.environment());
		Process process = builder.start();
		process.getOutputStream().close();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	/** Cores of each thread of a process. */
	private static List<String> coresOfThreads(long pid) {
		try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
			return threads.map((thread) -> cores(thread.resolve("status"))).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String cores(Path status) {
		try (Stream<String> lines = Files.lines(status)) {
			return lines.filter((line) -> line.startsWith("Cpus_allowed_list:"))
				.map((line) -> Placement.list(Placement.parse(line.replaceFirst(".*\\s", ""))))
				.findFirst()
				.orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Where taskset is missing, servers stay on the cores of this process. */
	private static String expected(boolean measured) {
		if (Programs.find("taskset").isEmpty()) {
			return cores(Path.of("/proc/self/status"));
		}
		Placement placement = Placement.ofThisMachine();
		return Placement.list(measured ? placement.measured() : placement.others());
	}

	private static Launch shell(String script) {
		return new Launch("shell", true, List.of("sh", "-c", script), Map.of(), false, Launch.LISTENING);
	}

	private static Launch jvm(String name) {
		return new Launch(name, false, SMALL.withoutSpring().command(AllocatingMain.class, List.of()),
				SMALL.environment(), true, Launch.LISTENING);
	}

	/** Keeps some memory and allocates more. */
	static final class AllocatingMain {

		static final long KEPT = 8L << 20;

		static final long DROPPED = 100L << 20;

		static byte[] kept;

		static byte[] last;

		private AllocatingMain() {
		}

		public static void main(String[] arguments) throws InterruptedException {
			kept = new byte[(int) KEPT];
			for (long allocated = 0; allocated < DROPPED; allocated += 1 << 16) {
				last = new byte[1 << 16];
			}
			StandardOutput.listening(1);
			new CountDownLatch(1).await(1, TimeUnit.MINUTES);
		}

	}

}
