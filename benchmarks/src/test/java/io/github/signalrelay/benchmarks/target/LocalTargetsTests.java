// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.signalrelay.benchmarks.process.JvmOptions;
import io.github.signalrelay.benchmarks.process.Placement;
import io.github.signalrelay.benchmarks.process.ServerProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every server starts, answers a client, can be measured, and is gone when it is closed.
 */
class LocalTargetsTests {

	@TempDir
	static Path results;

	private final LocalTargets targets = new LocalTargets(Placement.ofThisMachine(), results, JvmOptions.DEFAULT);

	@Test
	void lean() throws Exception {
		try (Target target = this.targets.lean(false)) {
			plain(target);
			measurable(target.measured());
		}
	}

	@Test
	void leanWithTls() throws Exception {
		try (Target target = this.targets.lean(true)) {
			plain(target);
		}
	}

	@Test
	void embedded() throws Exception {
		try (Target target = this.targets.embedded(new HubOptions(1, 5, 1, true, 3))) {
			signalR(target);
		}
	}

	@Test
	void relay() throws Exception {
		try (Target target = this.targets.relay(new HubOptions(1, 2, 2, true, 3))) {
			signalR(target);
			measurable(target.measured());
			target.helpers().forEach(LocalTargetsTests::measurable);
		}
	}

	private static void plain(Target target) throws Exception {
		try (PlainClient one = new PlainClient(target.address(), target.address().path());
				PlainClient other = new PlainClient(target.address(), target.address().path())) {
			String large = "e" + "x".repeat(2048);
			one.send("e64");
			one.await("e64"::equals);
			one.send(large);
			one.await(large::equals);
			one.send("ball");
			one.await("ball"::equals);
			other.await("ball"::equals);
		}
	}

	private static void signalR(Target target) throws Exception {
		try (PlainClient one = PlainClient.signalR(target.address(), "&user=u0");
				PlainClient other = PlainClient.signalR(target.address(), "&user=u1")) {
			one.send("{\"protocol\":\"json\",\"version\":1}\u001e");
			one.await("{}\u001e"::equals);
			other.send("{\"protocol\":\"json\",\"version\":1}\u001e");
			other.await("{}\u001e"::equals);
			one.send("{\"type\":1,\"target\":\"echo\",\"arguments\":[\"mine\"]}\u001e");
			one.await((text) -> text.contains("\"received\"") && text.contains("mine"));
			one.send("{\"type\":1,\"target\":\"broadcast\",\"arguments\":[\"all\"]}\u001e");
			other.await((text) -> text.contains("all"));
			one.send("{\"type\":1,\"target\":\"sendToUser\",\"arguments\":[\"u1\",\"user\"]}\u001e");
			other.await((text) -> text.contains("\"user\""));
		}
	}

	private static void measurable(ServerProcess process) {
		assertThat(process.cpuTime()).isPositive();
		assertThat(process.residentBytes()).isBetween(1L << 20, 2L << 30);
		assertThat(process.probe().heapAfterGc()).isBetween(100_000L, 1L << 30);
		assertThat(process.probe().allocatedBytes()).isPositive();
		assertThat(process.probe().directBytes()).isBetween(0L, 1L << 30);
		assertThat(process.probe().longestPause()).isBetween(Duration.ZERO, Duration.ofSeconds(10));
	}

}
