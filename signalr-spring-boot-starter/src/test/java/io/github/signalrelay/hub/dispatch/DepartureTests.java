// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.ServiceMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is done between a relay's wish to move a client and the acknowledgement: nothing
 * that the client has sent is lost, and each call is answered once.
 */
class DepartureTests {

	private static final String MOVED = "the client moves to another server, because this one stops.";

	private final HubFixture fixture = HubFixture.of(WorkHub.class);

	private final TestClient client = this.fixture.connect();

	@AfterEach
	void close() {
		hub().release.countDown();
		this.fixture.close();
	}

	private WorkHub hub() {
		return this.fixture.bean(WorkHub.class);
	}

	private void depart() {
		this.fixture.dispatcher().onDeparture(this.client.link, this.client.id);
	}

	private ConnectionFlowControl control(FlowControlOperation operation) {
		return new ConnectionFlowControl(this.client.id, FlowControlTarget.CLIENT, operation);
	}

	private long acknowledgements() {
		return this.client.link.sent.stream().filter(control(FlowControlOperation.PAUSE_ACK)::equals).count();
	}

	/** The acknowledgement is the last that is written. */
	private void awaitReady() {
		await().atMost(TestClient.LIMIT).until(() -> acknowledgements() > 0);
		List<ServiceMessage> sent = this.client.link.sent;
		assertThat(sent.get(sent.size() - 1)).isEqualTo(control(FlowControlOperation.PAUSE_ACK));
		assertThat(acknowledgements()).isOne();
	}

	@Test
	void anIdleClientIsReadyAtOnce() {
		depart();
		depart();
		awaitReady();
	}

	@Test
	void callsThatHaveArrivedAreDoneFirst() throws Exception {
		this.client.invoke("1", "hold", "");
		this.client.invoke("2", "echo", "\"b\"");
		this.client.send("{\"type\":1,\"target\":\"note\",\"arguments\":[\"c\"]}");
		this.client.invoke("4", "echo", "\"d\"");
		assertThat(hub().entered.await(10, TimeUnit.SECONDS)).isTrue();
		depart();
		this.fixture.pass(Duration.ofSeconds(2));
		assertThat(acknowledgements()).isZero();
		hub().release.countDown();
		awaitReady();
		assertThat(this.client.received()).containsExactly("{}", TestClient.resultOf("1", "\"held\""),
				TestClient.resultOf("2", "\"b\""), TestClient.resultOf("4", "\"d\""));
		assertThat(hub().done).containsExactly("held", "b", "c", "d");
	}

	/** The same, with a method that does not block. */
	@Test
	void resultsThatAreUnderWayAreWrittenFirst() {
		this.client.invoke("1", "later", "");
		await().atMost(TestClient.LIMIT).until(() -> hub().later.currentSubscriberCount() == 1);
		depart();
		assertThat(acknowledgements()).isZero();
		hub().later.tryEmitValue("now").orThrow();
		awaitReady();
		assertThat(this.client.received()).containsExactly("{}", TestClient.resultOf("1", "\"now\""));
	}

	@Test
	void aCallThatTakesTooLongIsAnsweredWithAnErrorOnce() throws Exception {
		this.client.invoke("1", "hold", "");
		assertThat(hub().entered.await(10, TimeUnit.SECONDS)).isTrue();
		depart();
		this.fixture.pass(Duration.ofSeconds(4));
		assertThat(acknowledgements()).isZero();
		this.fixture.pass(Duration.ofSeconds(1));
		awaitReady();
		String error = TestClient.errorOf("1", "The result of 'hold' was not waited for: " + MOVED);
		assertThat(this.client.received()).containsExactly("{}", error);
		hub().release.countDown();
		await().atMost(TestClient.LIMIT).until(() -> hub().done.contains("held"));
		this.client.leave();
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(this.client.received()).containsExactly("{}", error);
	}

	@Test
	void callsBehindOneThatTakesTooLongAreRefusedAndSendsAreMade() throws Exception {
		this.client.invoke("1", "hold", "");
		this.client.invoke("2", "echo", "\"b\"");
		this.client.send("{\"type\":1,\"target\":\"note\",\"arguments\":[\"c\"]}");
		this.client.send("{\"type\":1,\"target\":\"note\",\"arguments\":[\"d\"]}");
		this.client.stream("5", "endless", "");
		assertThat(hub().entered.await(10, TimeUnit.SECONDS)).isTrue();
		depart();
		this.fixture.pass(Duration.ofSeconds(5));
		awaitReady();
		assertThat(this.client.received()).containsExactly("{}",
				TestClient.errorOf("1", "The result of 'hold' was not waited for: " + MOVED),
				TestClient.errorOf("2", "'echo' was not called: " + MOVED),
				TestClient.errorOf("5", "'endless' was not called: " + MOVED));
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(hub().done).containsExactlyInAnyOrder("c", "d"));
	}

	@Test
	void aStreamThatEndsSoonIsWhole() {
		this.client.stream("s", "items", "");
		await().atMost(TestClient.LIMIT).until(() -> hub().items.currentSubscriberCount() == 1);
		depart();
		hub().items.tryEmitNext(1).orThrow();
		hub().items.tryEmitNext(2).orThrow();
		hub().items.tryEmitComplete().orThrow();
		awaitReady();
		assertThat(this.client.received()).containsExactly("{}", TestClient.itemOf("s", "1"),
				TestClient.itemOf("s", "2"), TestClient.endOf("s"));
	}

	@Test
	void aStreamThatDoesNotEndIsEndedWithAnError() {
		this.client.stream("s", "items", "");
		await().atMost(TestClient.LIMIT).until(() -> hub().items.currentSubscriberCount() == 1);
		depart();
		hub().items.tryEmitNext(1).orThrow();
		assertThat(acknowledgements()).isZero();
		this.fixture.pass(Duration.ofSeconds(1));
		awaitReady();
		assertThat(hub().items.currentSubscriberCount()).isZero();
		assertThat(this.client.received()).containsExactly("{}", TestClient.itemOf("s", "1"),
				TestClient.errorOf("s", "The stream of 'items' was ended: " + MOVED));
	}

	/** Its items would go to the other server, where the method does not run. */
	@Test
	void anUploadThatDoesNotEndIsEndedWithAnError() {
		this.client.upload("1", "sum", "", "\"u\"");
		this.client.item("u", "1");
		depart();
		assertThat(acknowledgements()).isZero();
		this.fixture.pass(Duration.ofSeconds(1));
		awaitReady();
		assertThat(this.client.received()).containsExactly("{}", TestClient.errorOf("1",
				"An unexpected error occurred invoking 'sum' on the server. HubException: The upload was ended: "
						+ MOVED));
	}

	/** A relay may let through what brings to an end that which has begun. */
	@Test
	void anUploadThatEndsSoonCounts() {
		this.client.upload("1", "sum", "", "\"u\"");
		this.client.item("u", "1");
		depart();
		this.client.item("u", "2");
		this.client.endStream("u");
		awaitReady();
		assertThat(this.client.received()).containsExactly("{}", TestClient.resultOf("1", "3"));
	}

	/** The client's answer would go to the other server. */
	@Test
	void aResultThatIsAskedOfTheClientFails() {
		this.client.invoke("1", "ask", "");
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.transmitter.sent.size() == 1);
		depart();
		assertThat(acknowledgements()).isZero();
		// The departure may begin on the call's thread, behind this one
		await().atMost(TestClient.LIMIT).until(() -> {
			this.fixture.pass(Duration.ofMillis(200));
			return acknowledgements() > 0;
		});
		awaitReady();
		assertThat(this.client.received()).containsExactly("{}", TestClient.resultOf("1", "\"no answer\""));
	}

	@Test
	void whatWasHeldForASlowClientIsWritten() {
		this.fixture.dispatcher().onMessage(this.client.link, control(FlowControlOperation.PAUSE));
		await().atMost(TestClient.LIMIT).until(() -> acknowledgements() == 1);
		this.client.invoke("1", "echo", "\"a\"");
		this.client.invoke("2", "echo", "\"b\"");
		depart();
		await().atMost(TestClient.LIMIT).until(() -> acknowledgements() == 2);
		assertThat(this.client.received()).containsExactly("{}", TestClient.resultOf("1", "\"a\""),
				TestClient.resultOf("2", "\"b\""));
		List<ServiceMessage> sent = this.client.link.sent;
		assertThat(sent.get(sent.size() - 1)).isEqualTo(control(FlowControlOperation.PAUSE_ACK));
	}

	@Test
	void aClientThatStaysGoesOnInOrder() throws Exception {
		this.client.invoke("1", "hold", "");
		assertThat(hub().entered.await(10, TimeUnit.SECONDS)).isTrue();
		depart();
		this.fixture.pass(Duration.ofSeconds(5));
		awaitReady();
		this.client.invoke("2", "echo", "\"b\"");
		this.client.invoke("3", "echo", "\"c\"");
		assertThat(hub().done).isEmpty();
		this.fixture.dispatcher().onMessage(this.client.link, control(FlowControlOperation.RESUME));
		hub().release.countDown();
		this.client.awaitMessages(TestClient.errorOf("1", "The result of 'hold' was not waited for: " + MOVED),
				TestClient.resultOf("2", "\"b\""), TestClient.resultOf("3", "\"c\""));
		depart();
		await().atMost(TestClient.LIMIT).until(() -> acknowledgements() == 2);
	}

	@Test
	void aClientThatIsConnectingIsLetInFirst() throws Exception {
		hub().connectGate = new CountDownLatch(1);
		TestClient late = this.fixture.open();
		late.send("{\"protocol\":\"json\",\"version\":1}");
		late.invoke("1", "echo", "\"a\"");
		this.fixture.dispatcher().onDeparture(late.link, late.id);
		ConnectionFlowControl acknowledgement = new ConnectionFlowControl(late.id, FlowControlTarget.CLIENT,
				FlowControlOperation.PAUSE_ACK);
		assertThat(late.link.sent).doesNotContain(acknowledgement);
		hub().connectGate.countDown();
		await().atMost(TestClient.LIMIT).until(() -> late.link.sent.contains(acknowledgement));
		assertThat(late.received()).containsExactly("{}", TestClient.resultOf("1", "\"a\""));
	}

	/** What a client can be asked. */
	interface WorkClient {

		Mono<String> question();

	}

	@Hub(value = "work", client = WorkClient.class)
	static class WorkHub {

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		private final List<String> done = new CopyOnWriteArrayList<>();

		private final Sinks.One<String> later = Sinks.one();

		private final Sinks.Many<Integer> items = Sinks.many().multicast().directBestEffort();

		private volatile CountDownLatch connectGate = new CountDownLatch(0);

		@OnConnected
		void connected() throws InterruptedException {
			this.connectGate.await(10, TimeUnit.SECONDS);
		}

		@HubMethod
		String hold() throws InterruptedException {
			this.entered.countDown();
			this.release.await(10, TimeUnit.SECONDS);
			this.done.add("held");
			return "held";
		}

		@HubMethod
		String echo(String text) {
			this.done.add(text);
			return text;
		}

		@HubMethod
		void note(String text) {
			this.done.add(text);
		}

		@HubMethod
		Mono<String> later() {
			return this.later.asMono();
		}

		@HubMethod
		Flux<Integer> items() {
			return this.items.asFlux();
		}

		@HubMethod
		Flux<Integer> endless() {
			return Flux.never();
		}

		@HubMethod
		Mono<Integer> sum(Flux<Integer> numbers) {
			return numbers.reduce(0, Integer::sum);
		}

		@HubMethod
		CompletionStage<String> ask(HubCallerClients<WorkClient> clients) {
			return clients.caller().question().toFuture().exceptionally((error) -> "no answer");
		}

	}

}
