// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A relay that pauses the output of a client, as it does when the client reads slowly or
 * moves to another connection. Service protocol reference, 3.8 and 6.8.
 */
class PausedOutputTests {

	private final HubFixture fixture = HubFixture.of(SourceHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private void control(TestClient client, RecordingLink link, FlowControlOperation operation) {
		this.fixture.dispatcher()
			.onMessage(link, new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, operation));
	}

	private static ConnectionFlowControl acknowledgement(TestClient client) {
		return new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, FlowControlOperation.PAUSE_ACK);
	}

	@Test
	void aPauseIsAcknowledgedOnceAndNothingFollows() {
		TestClient client = this.fixture.connect();
		control(client, client.link, FlowControlOperation.PAUSE);
		control(client, client.link, FlowControlOperation.PAUSE);
		client.invoke("1", "echo", "\"a\"");
		assertThat(client.link.sent).containsOnlyOnce(acknowledgement(client)).endsWith(acknowledgement(client));
		control(client, client.link, FlowControlOperation.RESUME);
		client.awaitMessages(TestClient.resultOf("1", "\"a\""));
	}

	@Test
	void streamsAskTheirSourceForNothing() {
		TestClient client = this.fixture.connect();
		control(client, client.link, FlowControlOperation.PAUSE);
		client.stream("s", "endless", "");
		await().during(Duration.ofMillis(200)).until(() -> source().made.get() <= 1);
		assertThat(client.received()).containsExactly("{}");
		control(client, client.link, FlowControlOperation.RESUME);
		await().atMost(TestClient.LIMIT).until(() -> source().made.get() > 1000);
		control(client, client.link, FlowControlOperation.PAUSE);
		AtomicInteger before = new AtomicInteger(-1);
		await().atMost(TestClient.LIMIT)
			.during(Duration.ofMillis(200))
			.until(() -> before.getAndSet(source().made.get()) == source().made.get());
		client.cancel("s");
		control(client, client.link, FlowControlOperation.RESUME);
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(client.received()).endsWith(TestClient.endOf("s"))
				.startsWith("{}", TestClient.itemOf("s", "1")));
	}

	/** One answer is held; what the client calls behind it waits with the relay. */
	@Test
	void callsWaitBehindAnAnswerThatIsHeld() {
		TestClient client = this.fixture.connect();
		control(client, client.link, FlowControlOperation.PAUSE);
		for (int i = 0; i < 10; i++) {
			client.invoke("" + i, "count", "");
		}
		await().during(Duration.ofMillis(200)).until(() -> source().counted.get() <= 2);
		control(client, client.link, FlowControlOperation.RESUME);
		await().atMost(TestClient.LIMIT).until(() -> source().counted.get() == 10);
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 11);
	}

	@Test
	void aResumeOnAnotherConnectionMovesTheClientThere() {
		TestClient client = this.fixture.connect();
		RecordingLink other = new RecordingLink("link-2");
		control(client, client.link, FlowControlOperation.PAUSE);
		client.invoke("1", "echo", "\"a\"");
		control(client, other, FlowControlOperation.RESUME);
		await().atMost(TestClient.LIMIT).until(() -> other.sent.size() == 1);
		assertThat(other.sent.get(0)).isInstanceOfSatisfying(ConnectionData.class,
				(data) -> assertThat(data.payload().toUtf8String()).startsWith(TestClient.resultOf("1", "\"a\"")));
		assertThat(client.link.sent).endsWith(acknowledgement(client));
		this.fixture.dispatcher().onLinkClosed(client.link); // is no longer the client's
		client.invoke("2", "echo", "\"b\"");
		await().atMost(TestClient.LIMIT).until(() -> other.sent.size() == 2);
	}

	@Test
	void whatWasHeldComesBeforeTheEnd() {
		TestClient client = this.fixture.connect();
		control(client, client.link, FlowControlOperation.PAUSE);
		client.invoke("1", "echoAndAbort", "\"a\"");
		client.awaitClosedByServer();
		assertThat(client.received()).containsExactly("{}", TestClient.resultOf("1", "\"a\""), "{\"type\":7}");
		assertThat(client.link.sent.get(client.link.sent.size() - 1)).isInstanceOf(CloseConnection.class);
	}

	@Test
	void aPausedClientThatGoesIsDisconnected() {
		TestClient client = this.fixture.connect();
		control(client, client.link, FlowControlOperation.PAUSE);
		client.stream("s", "endless", "");
		client.invoke("1", "echo", "\"a\"");
		client.leave();
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(client.received()).containsExactly("{}");
	}

	private SourceHub source() {
		return this.fixture.bean(SourceHub.class);
	}

	@Hub("source")
	static class SourceHub {

		private final AtomicInteger made = new AtomicInteger();

		private final AtomicInteger counted = new AtomicInteger();

		@HubMethod
		Flux<Integer> endless() {
			return Flux.generate((sink) -> sink.next(this.made.incrementAndGet()));
		}

		@HubMethod
		String echo(String text) {
			return text;
		}

		@HubMethod
		int count() {
			return this.counted.incrementAndGet();
		}

		@HubMethod
		Mono<String> echoAndAbort(String text, HubCaller caller) {
			return Mono.just(text)
				.doFinally((signal) -> Schedulers.boundedElastic().schedule(caller::abort, 100, TimeUnit.MILLISECONDS));
		}

	}

}
