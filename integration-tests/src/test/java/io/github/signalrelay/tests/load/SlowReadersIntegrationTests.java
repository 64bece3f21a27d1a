// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.epoll.Epoll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;
import io.github.signalrelay.tests.hostile.Memory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that do not keep up with what everybody is sent, beside clients that do: these
 * get everything, and as fast as without the others, who are cut as slow clients. Memory
 * stays bounded.
 * <p>
 * With {@code -Dsurefire.jvm.options=-Dload.full=true} 200 of 1,000 clients are slow, for
 * a minute; otherwise 20 of 100, until all of them were cut.
 */
class SlowReadersIntegrationTests {

	private static final Logger logger = LoggerFactory.getLogger(SlowReadersIntegrationTests.class);

	private static final boolean FULL = Boolean.getBoolean("load.full");

	private static final int FAST = FULL ? 800 : 80;

	private static final int SLOW = FULL ? 200 : 20;

	private static final Duration LEAST = FULL ? Duration.ofMinutes(1) : Duration.ZERO;

	/** Rounds before anybody is slow, half of them to warm up. */
	private static final int CALM_ROUNDS = 300;

	private static final int MESSAGE = 8 * 1024;

	/** Clients that connect at the same time. */
	private static final int BATCH = 40;

	/** What may wait in the relay for one client, with its bookkeeping. */
	private static final long PENDING = (1L << 20) * 11 / 10;

	/**
	 * What one client is sent at most before it is cut: what waits in the relay, what the
	 * relay's system has not sent, what the client's system has taken, and a few
	 * messages. Without a limit the relay's system alone takes some 3 MB.
	 */
	private static final long SENT = PENDING + 128 * 1024 + 256 * 1024;

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private final Rounds rounds = new Rounds(MESSAGE);

	private final List<Reader> readers = new ArrayList<>();

	private RunningApplication relay;

	private RunningApplication app;

	private URI hub;

	@BeforeEach
	void connectReaders() {
		this.relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));
		this.app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
				Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(this.relay.origin())));
		this.hub = this.app.origin().resolve("/test");
		RelayDeployment.awaitConnected(List.of(this.hub));
		for (int start = 0; start < FAST; start += BATCH) {
			List<CompletableFuture<Reader>> batch = IntStream.range(0, BATCH)
				.mapToObj((i) -> Reader.connect(HTTP, this.hub, this.rounds::received))
				.toList();
			batch.forEach((reader) -> this.readers.add(reader.orTimeout(60, TimeUnit.SECONDS).join()));
		}
	}

	@AfterEach
	void disconnectReaders() {
		this.readers.forEach(Reader::close);
		this.app.close();
		this.relay.close();
	}

	@Test
	void slowReadersAreCutAndDisturbNobody() throws Exception {
		runCalmRounds();
		Memory before = Memory.settled();
		long peak;
		try (Lazies lazies = new Lazies(HTTP, this.hub, SLOW)) {
			peak = runUntilAllWereCut(before);
			lazies.awaitEndOfThoseAsleep();
		}
		assertThat(this.readers).extracting(Reader::problem).containsOnly("");
		assertThat(peak).as("growth of direct memory while slow readers were there").isLessThan(SLOW * PENDING);
		assertLatency();
		Memory after = Memory.settled();
		assertThat(after.heap() - before.heap()).as("growth of the heap in bytes").isLessThan(64L << 20);
		assertThat(after.direct() - before.direct()).as("growth of direct memory in bytes").isLessThan(32L << 20);
	}

	private void runCalmRounds() throws InterruptedException {
		for (int i = 0; i < CALM_ROUNDS; i++) {
			if (i == CALM_ROUNDS / 2) {
				this.rounds.measure("calm");
			}
			this.rounds.run(this.readers);
		}
	}

	/** Returns the most direct memory that it took. */
	private long runUntilAllWereCut(Memory before) throws InterruptedException {
		this.rounds.measure("busy");
		long begin = System.nanoTime();
		long peak = 0;
		long sent = 0;
		while (cut() < SLOW || System.nanoTime() - begin < LEAST.toNanos()) {
			this.rounds.run(this.readers);
			sent += MESSAGE;
			peak = Math.max(peak, Memory.directNow() - before.direct());
			if (cut() < SLOW / 2 && Epoll.isAvailable()) {
				assertThat(sent).as("sent to clients that read nothing and are not cut").isLessThan(SENT);
			}
		}
		assertThat(closed().filter((counter) -> counter.count() > 0))
			.extracting((counter) -> counter.getId().getTag("category"))
			.containsExactly("slow_client");
		return peak;
	}

	private Stream<Counter> closed() {
		return this.relay.bean(MeterRegistry.class).get("signalr.relay.client.closed").counters().stream();
	}

	private double cut() {
		return closed().filter((counter) -> "slow_client".equals(counter.getId().getTag("category")))
			.mapToDouble(Counter::count)
			.sum();
	}

	/** Reliability reference, L7: those that read wait twice as long at most. */
	private void assertLatency() {
		Rounds.Latency calm = this.rounds.latency("calm");
		Rounds.Latency busy = this.rounds.latency("busy");
		logger.warn("{} cut; latency in ms without slow readers {}, with them {}", (int) cut(), calm, busy);
		if (FULL) { // else other tests share the machine
			assertThat(busy.median()).as("median, %s without slow readers", calm.median())
				.isLessThan(2 * calm.median());
			assertThat(busy.p99()).as("99th percentile, %s without slow readers", calm.p99())
				.isLessThan(2 * calm.p99());
		}
	}

}
