// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.cost;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ObjIntConsumer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.relay.cost.CountedLoops.CountedLoop;
import io.github.signalrelay.relay.cost.CountedOutput.Count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What a multicast costs on its way from an app server to the sockets of many clients, in
 * counts that are the same on every machine (performance reference, P17 and 2.1).
 */
class FanOutCostIntegrationTests {

	private static final int CLIENTS = 1000;

	private static final int BURST = 8;

	private static final int FEW = 50;

	/**
	 * Rounds until Netty's recyclers hold what they may; they take in one object of
	 * eight.
	 */
	private static final int WARM_UP = 30;

	private static final int ROUNDS = 20;

	private static CountedRelay relay;

	@BeforeAll
	static void start() {
		relay = new CountedRelay(1, false);
		relay.connect("json", CLIENTS / 2);
		relay.connect("messagepack", CLIENTS / 2);
	}

	@AfterAll
	static void stop() {
		relay.close();
	}

	/**
	 * Measured: 1.4 bytes, by the multicast as a whole. One object for a delivery would
	 * be 16 bytes at least. Interpreted code allocates the same.
	 */
	@ParameterizedTest
	@ValueSource(ints = { 1, BURST })
	void allocatesNothingForADelivery(int burst) {
		assertThat(bytesPerDelivery(burst, relay::broadcastBurst)).isLessThan(4);
	}

	/**
	 * A frame that takes the queue of its channel costs what the queues of Netty's
	 * recyclers take, 12 bytes when it was measured last. The smallest share of a buffer
	 * would be 40.
	 */
	@Test
	void allocatesLittleForADeliveryThatIsQueued() {
		assertThat(bytesPerDelivery(2, relay::mixedBurst)).isLessThan(25);
	}

	private static double bytesPerDelivery(int burst, ObjIntConsumer<CountedLoop> sender) {
		CountedLoop loop = relay.loops.only();
		for (int round = 0; round < WARM_UP; round++) {
			sender.accept(loop, burst);
		}
		double deliveriesBefore = relay.count("signalr.relay.deliveries");
		long before = loop.allocated();
		for (int round = 0; round < ROUNDS; round++) {
			sender.accept(loop, burst);
		}
		long bytes = loop.allocated() - before;
		double deliveries = relay.count("signalr.relay.deliveries") - deliveriesBefore;
		assertThat(deliveries).isEqualTo(ROUNDS * burst * (double) CLIENTS);
		return bytes / deliveries;
	}

	/** While nothing waits for a client, its share of a frame is not even asked for. */
	@Test
	void burstToOneAudienceTakesNoQueue() {
		List<CountedOutput> outputs = relay.countOutput();
		double framesBefore = relay.count("signalr.relay.multicast.frames");
		relay.broadcastBurst(relay.loops.only(), BURST);
		assertThat(take(relay, outputs)).hasSize(CLIENTS).allSatisfy((count) -> {
			assertThat(count.writes()).isZero();
			assertThat(count.flushes()).isZero();
		});
		assertThat(relay.count("signalr.relay.multicast.frames") - framesBefore)
			.as("one of each message for JSON and one for MessagePack")
			.isEqualTo(2 * BURST);
	}

	@Test
	void allClientsOfAnEncodingShareOneFrame() {
		try (CountedRelay portable = portable()) {
			List<CountedOutput> outputs = portable.countOutput();
			portable.broadcastBurst(portable.loops.only(), 1);
			Set<Integer> buffers = new HashSet<>();
			take(portable, outputs).forEach((count) -> buffers.addAll(count.buffers()));
			assertThat(buffers).as("one for JSON and one for MessagePack").hasSize(2);
		}
	}

	@Test
	void burstToOneAudienceIsOneWriteForEachClient() {
		try (CountedRelay portable = portable()) {
			List<CountedOutput> outputs = portable.countOutput();
			portable.broadcastBurst(portable.loops.only(), BURST);
			assertThat(take(portable, outputs)).hasSize(2 * FEW).allSatisfy((count) -> {
				assertThat(count.writes()).isEqualTo(1);
				assertThat(count.flushes()).isEqualTo(1);
			});
		}
	}

	/** Where all frames take the queue of their channel. */
	private static CountedRelay portable() {
		CountedRelay portable = new CountedRelay(1, true);
		portable.connect("json", FEW);
		portable.connect("messagepack", FEW);
		return portable;
	}

	@Test
	void burstToSeveralAudiencesIsOneFlushForEachClient() {
		List<CountedOutput> outputs = relay.countOutput();
		relay.mixedBurst(relay.loops.only(), BURST);
		assertThat(take(relay, outputs)).hasSize(CLIENTS).allSatisfy((count) -> {
			assertThat(count.writes()).isEqualTo(BURST);
			assertThat(count.flushes()).isEqualTo(1);
		});
	}

	private static List<Count> take(CountedRelay counted, List<CountedOutput> outputs) {
		return counted.loops.only().call(() -> outputs.stream().map(CountedOutput::leave).toList());
	}

	/**
	 * As Linux counts them, over NIO: epoll sends by a system call that is not among
	 * these. One more wakes the loop.
	 */
	@Test
	void burstIsOneSystemCallForEachClient() {
		assumeTrue(CountedLoop.knowsSystemCalls(), "The kernel does not tell the system calls of a thread");
		int clients = 100;
		try (CountedRelay portable = new CountedRelay(1, true)) {
			portable.connect("json", clients);
			CountedLoop loop = portable.loops.only();
			long before = loop.writes();
			for (int round = 0; round < ROUNDS; round++) {
				portable.mixedBurst(loop, BURST);
			}
			long writes = loop.writes() - before;
			assertThat(writes).isBetween((long) clients * ROUNDS, (clients + 5L) * ROUNDS);
		}
	}

	/**
	 * The loops are told of a multicast once. What it writes leaves within that task, or
	 * with one flush behind it.
	 */
	@ParameterizedTest
	@CsvSource({ "false, 0", "true, 1" })
	void multicastIsOneTaskForEachLoop(boolean nio, long flushes) {
		try (CountedRelay two = new CountedRelay(2, nio)) {
			two.connect("json", 100);
			two.connect("messagepack", 100);
			two.broadcast();
			List<Long> tasksBefore = tasks(two);
			List<Long> ownTasksBefore = ownTasks(two);
			double metered = two.count("signalr.relay.multicast.tasks");
			two.broadcast();
			assertThat(difference(tasks(two), tasksBefore)).containsExactly(1L, 1L);
			assertThat(difference(ownTasks(two), ownTasksBefore)).containsExactly(flushes, flushes);
			assertThat(two.count("signalr.relay.multicast.tasks") - metered).isEqualTo(2);
		}
	}

	private static List<Long> tasks(CountedRelay counted) {
		return counted.loops.all().stream().map((loop) -> loop.tasks.get()).toList();
	}

	private static List<Long> ownTasks(CountedRelay counted) {
		return counted.loops.all().stream().map((loop) -> loop.ownTasks.get()).toList();
	}

	private static List<Long> difference(List<Long> after, List<Long> before) {
		return List.of(after.get(0) - before.get(0), after.get(1) - before.get(1));
	}

}
