// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.chatter.Announcer;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.HistoryEvent;
import io.github.signalrelay.tests.history.HistoryReport;
import io.github.signalrelay.tests.hostile.Memory;
import io.github.signalrelay.tests.load.LazyReader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fault F12 of the reliability reference: an app server sends to everybody faster than
 * clients read, as fast as it is let. Clients that do not keep up are cut and come back,
 * nobody misses a message while connected, and memory stays bounded.
 */
class FloodIntegrationTests {

	private static final int MESSAGES = Figures.FULL ? 50_000 : 2_000;

	private static final int SIZE = 8 * 1024;

	private static final int CLIENTS = 20;

	/** They read nothing at all. */
	private static final int SLEEPERS = 10;

	private static final long BACKLOG = 8L << 20;

	/** What waits for clients and for event loops, and buffers for what is under way. */
	private static final long MOST_DIRECT = (CLIENTS + SLEEPERS) * (1L << 20) * 11 / 10 + BACKLOG + (32L << 20);

	private static final long MOST_HEAP = 64L << 20;

	private static final long LIMIT_SECONDS = 60;

	@Test
	void anAppServerSendsFasterThanClientsRead() throws Exception {
		try (RelayFixture relay = RelayFixture.start(Map.of("signalr.relay.limits.server-backlog-size", BACKLOG + "B"));
				LocalAppServer server = LocalAppServer
					.start(Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin())));
				Crowd crowd = new Crowd(CLIENTS, 4, Duration.ofMillis(500), Duration.ofSeconds(20), 12, server::hub)) {
			server.awaitConnected();
			crowd.start();
			Memory before = Memory.settled();
			long peak = flood(server, crowd, before.direct());
			HistoryReport report = Aftermath.of(relay, crowd);
			long growth = Memory.settled().heap() - before.heap();
			assertThat(report.violations()).isEmpty();
			assertThat(report.failures()).isEmpty();
			assertThat(report.closes().keySet()).as("each end was seen").noneMatch((end) -> end.contains("silence"));
			assertThat(relay.closed("slow_client")).isGreaterThanOrEqualTo(SLEEPERS);
			assertThat(peak).as("growth of direct memory").isLessThan(MOST_DIRECT);
			assertThat(growth).as("growth of the heap").isLessThan(MOST_HEAP);
			Aftermath.assertForgotten(relay, crowd);
			Figures.report("F12 flood", MESSAGES + " messages of 8 KiB, 0 violations, sleepers cut, memory bounded",
					"direct memory " + (peak >> 20) + " MiB at most, heap " + (growth >> 20) + " MiB after; "
							+ report.summary());
		}
	}

	/** Returns by how much direct memory grew at most. */
	private static long flood(LocalAppServer server, Crowd crowd, long directBefore) throws Exception {
		HttpClient http = HttpClient.newHttpClient();
		Stream.Builder<LazyReader> sleepers = Stream.builder();
		for (int i = 0; i < SLEEPERS; i++) {
			LazyReader sleeper = new LazyReader();
			sleeper.connect(http, server.hub());
			sleepers.add(sleeper);
		}
		Announcer announcer = server.bean(Announcer.class);
		String filler = "x".repeat(SIZE);
		long peak = 0;
		for (int i = 1; i <= MESSAGES; i++) {
			crowd.history().add(new HistoryEvent.Sent("flood", "flood", Announcer.EVERYBODY, i));
			announcer.announce("flood", i, filler).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
			crowd.history().add(new HistoryEvent.Accepted("flood", Announcer.EVERYBODY, i));
			peak = Math.max(peak, Memory.directNow() - directBefore);
		}
		for (LazyReader sleeper : sleepers.build().toList()) {
			sleeper.awaitEnd();
			sleeper.close();
		}
		return peak;
	}

}
