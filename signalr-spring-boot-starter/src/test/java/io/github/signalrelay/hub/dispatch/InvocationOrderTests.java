// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.util.unit.DataSize;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hub protocol reference, section 7: what waits for what.
 */
class InvocationOrderTests {

	private HubFixture fixture = HubFixture.of(GatedHub.class);

	@AfterEach
	void close() {
		hub().connectGate.countDown();
		this.fixture.close();
	}

	@Test
	void callsOfOneClientRunOneAfterAnotherInOrder() {
		TestClient client = connect();
		List<String> expected = new ArrayList<>();
		for (int index = 0; index < 500; index++) {
			String target = (index % 3 == 0) ? "block" : (index % 3 == 1) ? "later" : "now";
			client.invoke("" + index, target, "" + index);
			expected.add("{\"type\":3,\"invocationId\":\"" + index + "\",\"result\":" + index + "}");
		}
		client.awaitMessages(expected.toArray(String[]::new));
		assertThat(hub().calls).containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
	}

	@Test
	void theSecondCallStopsTheLoopUntilTheFirstHasEnded() {
		TestClient client = connect();
		client.invoke("1", "waitFor", "0");
		client.invoke("2", "now", "5");
		client.invoke("3", "missing", ""); // would be answered at once by a free loop
		await().atMost(TestClient.LIMIT).until(() -> hub().waiting.get(0).getNumberOfDependents() > 0);
		assertThat(client.received()).hasSize(1);
		hub().waiting.get(0).complete(1);
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 4);
		assertThat(client.received().get(1)).contains("\"invocationId\":\"1\"");
		// the third needs no slot, so it may be answered while the second runs
		assertThat(client.received().subList(2, 4)).anyMatch((unit) -> unit.contains("\"invocationId\":\"2\""))
			.anyMatch((unit) -> unit.contains("\"invocationId\":\"3\""));
	}

	@Test
	void withOneCallRunningTheLoopGoesOn() {
		TestClient client = connect();
		client.invoke("1", "waitFor", "0");
		client.invoke("2", "missing", "");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 2);
		assertThat(client.received().get(1)).contains("Method does not exist.");
	}

	@Test
	void asManyCallsRunAtOnceAsAllowed() {
		useParallel(2);
		TestClient client = connect();
		client.invoke("1", "waitFor", "0");
		client.invoke("2", "waitFor", "1");
		client.invoke("3", "now", "3");
		assertThat(client.received()).hasSize(1);
		hub().waiting.get(1).complete(2);
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 3);
		assertThat(client.received().get(1)).contains("\"invocationId\":\"2\"");
		assertThat(client.received().get(2)).contains("\"invocationId\":\"3\"");
		hub().waiting.get(0).complete(1);
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 4);
	}

	@Test
	void slowMethodDelaysOnlyItsOwnClient() {
		TestClient slow = connect();
		TestClient other = connect();
		slow.invoke("1", "blockOnGate", "");
		slow.invoke("2", "now", "2");
		for (int index = 0; index < 50; index++) {
			other.invoke("" + index, "block", "" + index);
		}
		await().atMost(TestClient.LIMIT).until(() -> other.received().size() == 51);
		assertThat(slow.received()).hasSize(1);
		hub().methodGate.countDown();
		await().atMost(TestClient.LIMIT).until(() -> slow.received().size() == 3);
	}

	@Test
	void messagesWaitForTheConnectCallback() {
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.invoke("1", "now", "1");
		client.awaitReceived("{}");
		assertThat(hub().calls).isEmpty();
		hub().connectGate.countDown();
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":1}");
	}

	@Test
	void floodIsHeldBackWhileACallWaitsAndLetInAgain() {
		TestClient client = connect();
		client.invoke("1", "waitFor", "0");
		String padding = "\"" + "x".repeat(1000) + "\"";
		for (int index = 0; index < 70; index++) {
			client.invoke("f" + index, "length", padding);
		}
		assertThat(this.fixture.link.flow).containsExactly("pause " + client.id);
		hub().waiting.get(0).complete(1);
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 72);
		assertThat(this.fixture.link.flow).containsExactly("pause " + client.id, "resume " + client.id);
	}

	@Test
	void clientThatEndsWhileItIsHeldBackLetsGoOfItsLink() {
		TestClient client = connect();
		client.invoke("1", "waitFor", "0");
		for (int index = 0; index < 70; index++) {
			client.invoke("f" + index, "length", "\"" + "x".repeat(1000) + "\"");
		}
		assertThat(this.fixture.link.flow).containsExactly("pause " + client.id);
		await().atMost(TestClient.LIMIT).until(() -> !hub().callers.isEmpty());
		hub().callers.get(0).abort();
		client.awaitClosedByServer();
		assertThat(this.fixture.link.flow).containsExactly("pause " + client.id, "resume " + client.id);
		client.invoke("late", "length", "\"" + "x".repeat(100_000) + "\"");
		assertThat(this.fixture.link.flow).hasSize(2);
	}

	@Test
	void messageLargerThanTheInputBufferIsLetInWhole() {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withMaximumReceiveMessageSize(DataSize.ofMegabytes(1)),
				GatedHub.class);
		TestClient client = connect();
		String message = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"length\",\"arguments\":[\""
				+ "x".repeat(300_000) + "\"]}\u001e";
		for (int from = 0; from < message.length(); from += 30_000) {
			client.raw(Payload.utf8(message.substring(from, Math.min(message.length(), from + 30_000))), false);
			TestClient.awaitThat(() -> this.fixture.link.flow.isEmpty()
					|| this.fixture.link.flow.get(this.fixture.link.flow.size() - 1).startsWith("resume"));
		}
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":300000}");
	}

	@Test
	void partialDataWaitsForTheRestAndIsDroppedOnReconnect() { // service protocol, 6.10
		TestClient client = connect();
		client.raw(Payload.utf8("{\"type\":1,\"invocationId\":\"1\",\"target\":\"now\",\"arg"), true);
		client.raw(Payload.utf8("uments\":"), true);
		client.raw(Payload.utf8("[1]}\u001e"), false);
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":1}");
		client.raw(Payload.utf8("{\"type\":1,\"invocationId\":\"2\",\"target\":\"no"), true);
		client.reconnectTransport();
		client.invoke("2", "now", "2");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":1}",
				"{\"type\":3,\"invocationId\":\"2\",\"result\":2}");
	}

	@Test
	void blockedLoopDoesNotTimeTheClientOut() {
		TestClient client = connect();
		client.send("{\"type\":6}");
		client.invoke("1", "waitFor", "0");
		client.invoke("2", "now", "2");
		this.fixture.pass(Duration.ofMinutes(5));
		assertThat(client.isClosedByServer()).isFalse();
		hub().waiting.get(0).complete(1);
		await().atMost(TestClient.LIMIT)
			.until(() -> client.received().stream().filter((unit) -> unit.contains("\"type\":3")).count() == 2);
		this.fixture.pass(Duration.ofSeconds(29));
		assertThat(client.isClosedByServer()).isFalse();
		this.fixture.pass(Duration.ofSeconds(2));
		client.awaitClosedByServer();
	}

	private TestClient connect() {
		hub().connectGate.countDown();
		return this.fixture.connect();
	}

	private void useParallel(int limit) {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withMaximumParallelInvocationsPerClient(limit),
				GatedHub.class);
	}

	private GatedHub hub() {
		return this.fixture.bean(GatedHub.class);
	}

	@Hub("gated")
	static class GatedHub {

		final List<Integer> calls = new CopyOnWriteArrayList<>();

		final List<CompletableFuture<Integer>> waiting = List.of(new CompletableFuture<>(), new CompletableFuture<>());

		final CountDownLatch connectGate = new CountDownLatch(1);

		final CountDownLatch methodGate = new CountDownLatch(1);

		final List<HubCaller> callers = new CopyOnWriteArrayList<>();

		@OnConnected
		void connected(HubCaller caller) throws InterruptedException {
			this.callers.add(caller);
			assertThat(this.connectGate.await(10, TimeUnit.SECONDS)).isTrue();
		}

		@HubMethod
		int block(int value) {
			this.calls.add(value);
			return value;
		}

		@HubMethod
		Mono<Integer> now(int value) {
			this.calls.add(value);
			return Mono.just(value);
		}

		@HubMethod
		CompletableFuture<Integer> later(int value) {
			return CompletableFuture.supplyAsync(() -> {
				this.calls.add(value);
				return value;
			});
		}

		@HubMethod
		CompletableFuture<Integer> waitFor(int index) {
			return this.waiting.get(index);
		}

		@HubMethod
		void blockOnGate() throws InterruptedException {
			assertThat(this.methodGate.await(10, TimeUnit.SECONDS)).isTrue();
		}

		@HubMethod
		int length(String text) {
			return text.length();
		}

	}

}
