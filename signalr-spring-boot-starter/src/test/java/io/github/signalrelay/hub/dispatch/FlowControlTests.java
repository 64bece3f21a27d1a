// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that wants nothing for a client for a while: service protocol reference, 3.8
 * and 6.8.
 */
class FlowControlTests {

	private final HubFixture fixture = HubFixture.of(FlowHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void aPauseIsAcknowledgedOnce() {
		TestClient client = this.fixture.connect();
		control(client, FlowControlOperation.PAUSE);
		control(client, FlowControlOperation.PAUSE);
		assertThat(acknowledgements(client)).isOne();
		control(client, FlowControlOperation.RESUME);
		control(client, FlowControlOperation.PAUSE);
		assertThat(acknowledgements(client)).isEqualTo(2);
	}

	@Test
	void answersWaitForTheEndOfThePause() {
		TestClient client = this.fixture.connect();
		control(client, FlowControlOperation.PAUSE);
		client.invoke("1", "echo", "1");
		client.invoke("2", "echo", "2"); // input goes on
		await().atMost(TestClient.LIMIT).until(() -> hub().calls.get() == 2);
		assertThat(client.received()).hasSize(1);
		control(client, FlowControlOperation.RESUME);
		client.awaitMessages(TestClient.resultOf("1", "1"), TestClient.resultOf("2", "2"));
		client.invoke("3", "echo", "3");
		client.awaitMessages(TestClient.resultOf("1", "1"), TestClient.resultOf("2", "2"),
				TestClient.resultOf("3", "3"));
	}

	@Test
	void producersOfStreamsWait() {
		TestClient client = this.fixture.connect();
		control(client, FlowControlOperation.PAUSE);
		client.stream("s", "range", "1000");
		await().atMost(TestClient.LIMIT).until(() -> hub().produced.get() > 0);
		assertThat(hub().produced).hasValueLessThan(100);
		assertThat(client.received()).hasSize(1);
		control(client, FlowControlOperation.RESUME);
		List<String> expected = new ArrayList<>();
		IntStream.range(0, 1000).forEach((item) -> expected.add(TestClient.itemOf("s", "" + item)));
		expected.add(TestClient.endOf("s"));
		client.awaitMessages(expected.toArray(String[]::new));
	}

	@Test
	void oneClientsPauseIsNoOthers() {
		TestClient paused = this.fixture.connect();
		TestClient other = this.fixture.connect();
		control(paused, FlowControlOperation.PAUSE);
		other.invoke("1", "echo", "1");
		other.awaitMessages(TestClient.resultOf("1", "1"));
	}

	@Test
	void whatWasHeldGoesOutBeforeTheEnd() {
		TestClient client = this.fixture.connect();
		control(client, FlowControlOperation.PAUSE);
		client.invoke("1", "echo", "1");
		await().atMost(TestClient.LIMIT).until(() -> hub().calls.get() == 1);
		client.invoke(null, "abort", "");
		client.awaitClosedByServer();
		assertThat(client.received().get(1)).isEqualTo(TestClient.resultOf("1", "1"));
	}

	@Test
	void whatIsHeldIsBounded() {
		TestClient client = this.fixture.connect();
		control(client, FlowControlOperation.PAUSE);
		int calls = (int) (HeldOutput.LIMIT / FlowHub.LARGE) + 1;
		for (int call = 1; call <= calls; call++) {
			client.invoke("" + call, "large", "");
		}
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 1 + calls);
	}

	private FlowHub hub() {
		return this.fixture.bean(FlowHub.class);
	}

	private void control(TestClient client, FlowControlOperation operation) {
		this.fixture.dispatcher()
			.onMessage(client.link, new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, operation));
	}

	private static long acknowledgements(TestClient client) {
		return client.link.sent.stream()
			.filter(new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT,
					FlowControlOperation.PAUSE_ACK)::equals)
			.count();
	}

	@Hub("flow")
	static class FlowHub {

		static final int LARGE = 64 * 1024;

		final AtomicInteger calls = new AtomicInteger();

		final AtomicInteger produced = new AtomicInteger();

		@HubMethod
		int echo(int number) {
			this.calls.incrementAndGet();
			return number;
		}

		@HubMethod
		String large() {
			return "x".repeat(LARGE);
		}

		@HubMethod
		Flux<Integer> range(int count) {
			return Flux.range(0, count).doOnNext((item) -> this.produced.incrementAndGet());
		}

		@HubMethod
		void abort(HubCaller caller) {
			caller.abort();
		}

	}

}
