// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.flow;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import io.github.signalrelay.tests.app.FloodHub;
import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that reads slowly slows down what is sent to it alone, at its source. Sockets
 * hold some megabytes of their own, so what tells is that the source stands still.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SlowClientContract {

	private static final int ITEM = 64 * 1024;

	/** Sockets of all hops, the relay's limit, and what is under way. */
	private static final long MOST_ON_THE_WAY = 64 * 1024 * 1024;

	private final HttpClient http = HttpClient.newHttpClient();

	abstract Deployment deployment();

	private Negotiation negotiate() {
		URI hub = deployment().appServers().get(0).resolve("/flood");
		return Negotiation.with(this.http, hub, "").join();
	}

	private long produced() {
		return deployment().beans(FloodHub.class).stream().mapToLong(FloodHub::produced).sum();
	}

	private static ConditionFactory patiently() {
		return Awaitility.await().atMost(Duration.ofSeconds(30));
	}

	/** Waits until nothing has been made for a while; returns how much was by then. */
	private long awaitStandstill(long before) {
		long[] last = { -1 };
		patiently().pollInterval(Duration.ofMillis(700)).until(() -> {
			long now = produced();
			boolean still = now > before && now == last[0];
			last[0] = now;
			return still;
		});
		return last[0] - before;
	}

	@Test
	void anEndlessStreamWaitsForItsClient() {
		long before = produced();
		try (SlowReader slow = new SlowReader(this.http, negotiate())) {
			slow.send("{\"type\":4,\"invocationId\":\"1\",\"target\":\"flood\",\"arguments\":[" + ITEM + "]}");
			slow.read(10);
			long made = awaitStandstill(before);
			assertThat(made * ITEM).isLessThan(MOST_ON_THE_WAY);
			assertThat(slow.isOpen()).isTrue();

			slow.read(Long.MAX_VALUE);
			patiently().until(() -> slow.heads().size() > made + 500);
			slow.send("{\"type\":5,\"invocationId\":\"1\"}");
			patiently().until(() -> slow.heads().contains("{\"type\":3,\"invocationId\":\"1\"}"));
			assertThat(items(slow)).isEqualTo(LongStream.range(0, items(slow).size()).boxed().toList());
			assertThat(slow.isOpen()).isTrue();
		}
	}

	private static List<Long> items(SlowReader reader) {
		String start = "\"item\":\"";
		return reader.heads()
			.stream()
			.filter((head) -> head.contains(start))
			.map((head) -> head.substring(head.indexOf(start) + start.length(), head.indexOf(":xx")))
			.map(Long::valueOf)
			.toList();
	}

	@Test
	void aFastNeighbourIsNotDelayed() throws Exception {
		List<String> answers = new CopyOnWriteArrayList<>();
		long before = produced();
		try (SlowReader slow = new SlowReader(this.http, negotiate())) {
			slow.send("{\"type\":4,\"invocationId\":\"1\",\"target\":\"flood\",\"arguments\":[" + ITEM + "]}");
			awaitStandstill(before);
			RawClient fast = RawClient.connect(this.http, negotiate(), answers::add).get(20, TimeUnit.SECONDS);
			for (int i = 0; i < 100; i++) {
				int count = i;
				fast.sendMessage(
						"{\"type\":1,\"invocationId\":\"" + i + "\",\"target\":\"echo\",\"arguments\":[\"a\"]}");
				patiently().pollInterval(Duration.ofMillis(1)).until(() -> answers.size() > count);
			}
			fast.close();
			assertThat(slow.isOpen()).isTrue();
		}
	}

	/** A client that calls without reading the answers is not called for any more. */
	@Test
	void callsWaitForAClientThatDoesNotReadItsAnswers() {
		long before = produced();
		int calls = 2_000;
		try (SlowReader slow = new SlowReader(this.http, negotiate())) {
			CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
				for (int i = 0; i < calls; i++) {
					slow.send("{\"type\":1,\"invocationId\":\"" + i + "\",\"target\":\"large\",\"arguments\":[" + ITEM
							+ "]}");
				}
			});
			assertThat(awaitStandstill(before)).isLessThan(calls);
			slow.read(Long.MAX_VALUE);
			patiently()
				.until(() -> slow.heads().stream().filter((head) -> head.startsWith("{\"type\":3")).count() == calls);
			sent.join();
			assertThat(slow.isOpen()).isTrue();
		}
	}

}
