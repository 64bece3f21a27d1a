// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.ServiceMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hub protocol reference, section 13, its table row by row, and section 12.
 */
class ClosingTests {

	private static final String CLOSE = "{\"type\":7}";

	private static final String CLOSE_AND_RETURN = "{\"type\":7,\"allowReconnect\":true}";

	private static final String FAILED = "{\"type\":7,\"error\":\"Connection closed with an error.\","
			+ "\"allowReconnect\":true}";

	private HubFixture fixture = HubFixture.of(WatchingHub.class);

	@AfterEach
	void close() {
		hub().gate.countDown();
		this.fixture.close();
	}

	@Test
	void closeByTheClient() {
		TestClient client = this.fixture.connect();
		client.send(CLOSE);
		expectEnd(client, CLOSE, null);
	}

	@Test
	void closeByTheClientWithAnError() {
		TestClient client = this.fixture.connect();
		client.send("{\"type\":7,\"error\":\"out of memory\"}");
		Throwable error = expectEnd(client, CLOSE, HubException.class);
		assertThat(error).hasMessage("out of memory");
	}

	@Test
	void messagesBeforeTheCloseStillCount() {
		TestClient client = this.fixture.connect();
		client.send(
				"{\"type\":1,\"target\":\"note\",\"arguments\":[1]}\u001e{\"type\":1,\"target\":\"note\",\"arguments\":[2]}");
		client.send(CLOSE);
		client.leave();
		expectDisconnect(null);
		// a method that still runs is not waited for
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(hub().notes).containsExactly(1, 2));
	}

	@Test
	void transportClosedByTheClient() { // service protocol reference, 4.11: nothing goes
										// back
		TestClient client = this.fixture.connect();
		client.leave();
		expectDisconnect(null);
		assertThat(client.received()).containsExactly("{}");
		assertThat(client.isClosedByServer()).isFalse();
	}

	@Test
	void transportClosedInsideAMessage() {
		TestClient client = this.fixture.connect();
		client.raw(Payload.utf8("{\"type\":1,"), false);
		client.leave();
		assertThat(expectDisconnect(RuntimeException.class))
			.hasMessage("Connection terminated while reading a message.");
	}

	@Test
	void abortByTheHub() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "abort", "");
		expectEnd(client, CLOSE, null);
		assertThat(hub().callers.get(0).isAborted()).isTrue();
		hub().callers.get(0).abort();
		assertThat(hub().callers.get(0).aborted()).isCompleted();
		assertThat(hub().disconnects).hasSize(1);
	}

	@Test
	void sendsBeforeAnAbortArriveFirst() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "sayByeAndAbort", "");
		client.awaitReceived("{}", "{\"type\":1,\"target\":\"bye\",\"arguments\":[]}", CLOSE);
	}

	@Test
	void connectCallbackFails() {
		hub().connectError = new IllegalStateException("secret");
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}", "{\"type\":7,\"error\":\"Connection closed with an error.\"}");
		expectNoDisconnect(client);
	}

	@Test
	void connectCallbackRefuses() {
		hub().connectError = new HubException("full");
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}", "{\"type\":7,\"error\":\"Connection closed with an error. HubException: full\"}");
		expectNoDisconnect(client);
	}

	@Test
	void protocolError() {
		TestClient client = this.fixture.connect();
		client.send("{\"target\":\"note\"}");
		expectEnd(client, FAILED, RuntimeException.class);
	}

	@Test
	void protocolErrorWithDetails() {
		restart(HubFixtureOptions.DETAILED);
		TestClient client = this.fixture.connect();
		client.send("{\"target\":\"note\"}");
		expectEnd(client,
				"{\"type\":7,\"error\":\"Connection closed with an error. InvalidDataException: Missing required "
						+ "property 'type'.\",\"allowReconnect\":true}",
				RuntimeException.class);
	}

	@Test
	void oversizedMessage() {
		TestClient client = this.fixture.connect();
		client.raw(Payload.utf8("{\"type\":1,\"x\":\"" + "x".repeat(32768)), false);
		Throwable error = expectEnd(client, FAILED, RuntimeException.class);
		assertThat(error).hasMessage("The maximum message size of 32768B was exceeded. The message size can be "
				+ "configured in AddHubOptions.");
	}

	@Test
	void messageOfExactlyTheMaximumSizeIsAccepted() {
		TestClient client = this.fixture.connect();
		String head = "{\"type\":1,\"target\":\"note\",\"arguments\":[3],\"x\":\"";
		String message = head + "x".repeat(32768 - head.length() - 3) + "\"}";
		client.send(message + "\u001e" + message);
		client.send(message);
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(hub().notes).containsExactly(3, 3, 3));
	}

	@Test
	void clientTimeout() {
		restart(HubFixtureOptions.DETAILED);
		TestClient client = this.fixture.connect();
		client.send("{\"type\":6}");
		this.fixture.pass(Duration.ofSeconds(14));
		this.fixture.pass(Duration.ofSeconds(16));
		assertThat(client.isClosedByServer()).isFalse();
		TestClient.awaitThat(() -> { // the ping is read when the connect callback has
										// ended
			this.fixture.pass(Duration.ofSeconds(1));
			return client.isClosedByServer();
		});
		assertThat(client.received()).last()
			.isEqualTo(
					"{\"type\":7,\"error\":\"Connection closed with an error. OperationCanceledException: Client hasn't "
							+ "sent a message/ping within the configured ClientTimeoutInterval.\",\"allowReconnect\":true}");
		expectDisconnect(RuntimeException.class);
	}

	@Test
	void clientThatNeverPingsIsNotTimedOut() {
		TestClient client = this.fixture.connect();
		client.send("{\"type\":1,\"target\":\"note\",\"arguments\":[1]}");
		this.fixture.pass(Duration.ofHours(1));
		assertThat(client.isClosedByServer()).isFalse();
		assertThat(hub().disconnects).isEmpty();
	}

	@Test
	void serverPingsEachKeepAliveInterval() {
		TestClient client = this.fixture.connect();
		this.fixture.pass(Duration.ofSeconds(14));
		assertThat(client.received()).hasSize(1);
		this.fixture.pass(Duration.ofSeconds(1));
		this.fixture.pass(Duration.ofSeconds(1));
		this.fixture.pass(Duration.ofSeconds(14));
		client.awaitReceived("{}", "{\"type\":6}", "{\"type\":6}");
		assertThat(client.receivedTypes()).containsExactly(DataMessageType.HANDSHAKE, DataMessageType.OTHER,
				DataMessageType.OTHER);
		this.fixture.link.writable = false; // never queued behind a blocked write
		this.fixture.pass(Duration.ofSeconds(60));
		assertThat(client.received()).hasSize(3);
	}

	@Test
	void resultThatCannotBeWritten() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "unwritable", "");
		expectEnd(client, FAILED, RuntimeException.class);
	}

	@Test
	void serverShutdown() {
		TestClient one = this.fixture.connect();
		TestClient two = this.fixture.connect();
		TestClient halfOpen = this.fixture.open();
		assertThat(this.fixture.registry().closeConnections()).succeedsWithin(TestClient.LIMIT);
		assertThat(one.received()).containsExactly("{}", CLOSE_AND_RETURN);
		assertThat(two.received()).containsExactly("{}", CLOSE_AND_RETURN);
		assertThat(halfOpen.received()).isEmpty();
		assertThat(halfOpen.isClosedByServer()).isTrue();
		assertThat(hub().disconnects).hasSize(2).allMatch((disconnect) -> disconnect.error() == null);
		// forgotten by the thread that has told of the last end
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		TestClient late = this.fixture.open();
		assertThat(late.isClosedByServer()).isTrue();
	}

	@Test
	void serviceConnectionLostEndsItsClientsOnly() {
		TestClient lost = this.fixture.connect();
		RecordingLink otherLink = new RecordingLink("link-2");
		TestClient other = new TestClient(this.fixture, this.fixture.dispatcher(), otherLink, "other");
		other.send("{\"protocol\":\"json\",\"version\":1}");
		other.awaitReceived("{}");
		this.fixture.dispatcher().onLinkClosed(this.fixture.link);
		expectDisconnect(null);
		assertThat(hub().disconnects).extracting(Disconnect::connectionId).containsExactly(lost.id);
		assertThat(lost.received()).containsExactly("{}");
		assertThat(lost.isClosedByServer()).isFalse();
		assertThat(this.fixture.dispatcher().clientCount()).isOne();
	}

	@Test
	void relayInstanceGoneEndsItsClientsOnly() {
		this.fixture.connect();
		TestClient lost = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, "lost", List.of(),
				TestClient.headers("ASRS-Instance-Id", "node-1"), "");
		lost.send("{\"protocol\":\"json\",\"version\":1}");
		lost.awaitReceived("{}");
		this.fixture.dispatcher().onInstanceOffline("node-1");
		expectDisconnect(null);
		assertThat(hub().disconnects).extracting(Disconnect::connectionId).containsExactly("lost");
	}

	@Test
	void nothingIsSentAfterTheClose() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "blockOnGate", "");
		client.send(CLOSE);
		expectEnd(client, CLOSE, null);
		hub().gate.countDown();
		client.send("{\"type\":6}");
		this.fixture.pass(Duration.ofMinutes(1));
		await().during(Duration.ofMillis(100))
			.atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(client.received()).containsExactly("{}", CLOSE));
	}

	@Test
	void clientThatLeavesDuringConnectIsDisconnectedAfterIt() {
		hub().connectGate = new CountDownLatch(1);
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}");
		client.leave();
		await().atMost(TestClient.LIMIT).until(() -> !hub().callers.isEmpty() && hub().callers.get(0).isAborted());
		assertThat(hub().disconnects).isEmpty();
		hub().connectGate.countDown();
		expectDisconnect(null);
	}

	@Test
	void linkLostDuringConnectThatFailsDoesNotDisconnect() {
		hub().connectGate = new CountDownLatch(1);
		hub().connectError = new IllegalStateException("no");
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":1}");
		this.fixture.dispatcher().onLinkClosed(this.fixture.link);
		hub().connectGate.countDown();
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(hub().disconnects).isEmpty();
		assertThat(client.received()).containsExactly("{}");
	}

	@Test
	void abortSignalComesBeforeTheDisconnectCallback() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "watchAbort", "");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 2);
		client.leave();
		expectDisconnect(null);
		assertThat(hub().events).containsExactly("aborted on " + HubFixture.WORKER, "disconnected");
	}

	@Test
	void failingDisconnectCallbackIsOnlyLogged() {
		hub().disconnectError = new IllegalStateException("late");
		TestClient client = this.fixture.connect();
		client.leave();
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(hub().disconnects).hasSize(1);
	}

	@Test
	void reopenedIdEndsTheFormerConnection() {
		TestClient former = this.fixture.connect();
		TestClient again = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, former.id);
		expectDisconnect(null);
		again.send("{\"protocol\":\"json\",\"version\":1}");
		await().atMost(TestClient.LIMIT).until(() -> again.received().size() == 2);
		assertThat(this.fixture.dispatcher().clientCount()).isOne();
	}

	@RepeatedTest(30)
	void disconnectRunsExactlyOnceHoweverManyReasonsThereAre() throws Exception {
		TestClient client = this.fixture.connect();
		await().atMost(TestClient.LIMIT).until(() -> !hub().callers.isEmpty());
		HubCaller caller = hub().callers.get(0);
		List<Runnable> reasons = List.of(caller::abort, client::leave, () -> client.send(CLOSE),
				() -> client.send("not json"), () -> this.fixture.dispatcher().onLinkClosed(this.fixture.link),
				() -> this.fixture.registry().closeConnections());
		CyclicBarrier start = new CyclicBarrier(reasons.size());
		List<CompletableFuture<Void>> threads = reasons.stream().map((reason) -> CompletableFuture.runAsync(() -> {
			try {
				start.await(10, TimeUnit.SECONDS);
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
			reason.run();
		}, (task) -> new Thread(task).start())).toList();
		CompletableFuture.allOf(threads.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(hub().disconnects).hasSize(1);
		assertThat(client.received().stream().filter((unit) -> unit.contains("\"type\":7")).count())
			.isLessThanOrEqualTo(1);
	}

	private void restart(HubFixtureOptions options) {
		this.fixture.close();
		this.fixture = new HubFixture(
				(defaults) -> defaults.withEnableDetailedErrors(options == HubFixtureOptions.DETAILED),
				WatchingHub.class);
	}

	/**
	 * Close to the client, CloseConnection to the service, in this order, then the
	 * callback.
	 */
	private Throwable expectEnd(TestClient client, String close, Class<? extends Throwable> error) {
		client.awaitClosedByServer();
		assertThat(client.received()).containsOnlyOnce(close).last().isEqualTo(close);
		List<ServiceMessage> sent = client.link.sent;
		assertThat(sent.get(sent.size() - 1)).isInstanceOfSatisfying(CloseConnection.class, (message) -> {
			assertThat(message.connectionId()).isEqualTo(client.id);
			assertThat(message.errorMessage()).isEmpty();
		});
		assertThat(sent.get(sent.size() - 2)).isInstanceOfSatisfying(ConnectionData.class,
				(message) -> assertThat(message.dataMessageType()).isEqualTo(DataMessageType.CLOSE));
		return expectDisconnect(error);
	}

	private @Nullable Throwable expectDisconnect(Class<? extends Throwable> error) {
		await().atMost(TestClient.LIMIT).until(() -> hub().disconnects.size() == 1);
		Throwable actual = hub().disconnects.get(0).error();
		if (error == null) {
			assertThat(actual).isNull();
		}
		else {
			assertThat(actual).isInstanceOf(error);
		}
		return actual;
	}

	private void expectNoDisconnect(TestClient client) {
		client.awaitClosedByServer();
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(hub().disconnects).isEmpty();
	}

	private WatchingHub hub() {
		return this.fixture.bean(WatchingHub.class);
	}

	private enum HubFixtureOptions {

		DETAILED

	}

	record Disconnect(String connectionId, @Nullable Throwable error) {

	}

	@Hub("watching")
	static class WatchingHub {

		final List<Disconnect> disconnects = new CopyOnWriteArrayList<>();

		final List<HubCaller> callers = new CopyOnWriteArrayList<>();

		final List<Integer> notes = new CopyOnWriteArrayList<>();

		final List<String> events = new CopyOnWriteArrayList<>();

		final CountDownLatch gate = new CountDownLatch(1);

		volatile CountDownLatch connectGate = new CountDownLatch(0);

		volatile RuntimeException connectError;

		volatile RuntimeException disconnectError;

		@OnConnected
		void connected(HubCaller caller) throws InterruptedException {
			this.callers.add(caller);
			assertThat(this.connectGate.await(10, TimeUnit.SECONDS)).isTrue();
			if (this.connectError != null) {
				throw this.connectError;
			}
		}

		@OnDisconnected
		void disconnected(HubCaller caller, @Nullable Throwable error) {
			this.events.add("disconnected");
			this.disconnects.add(new Disconnect(caller.connectionId(), error));
			if (this.disconnectError != null) {
				throw this.disconnectError;
			}
		}

		@HubMethod
		void note(int value) {
			this.notes.add(value);
		}

		@HubMethod
		void abort(HubCaller caller) {
			caller.abort();
		}

		@HubMethod
		void sayByeAndAbort(HubCaller caller) {
			caller.clients().caller().send("bye");
			caller.abort();
		}

		@HubMethod
		void watchAbort(HubCaller caller) {
			caller.aborted().thenRun(() -> this.events.add("aborted on " + Thread.currentThread().getName()));
		}

		@HubMethod
		void blockOnGate() throws InterruptedException {
			assertThat(this.gate.await(10, TimeUnit.SECONDS)).isTrue();
		}

		@HubMethod
		Object unwritable() {
			return new Object() {

				@SuppressWarnings("unused")
				public String getValue() {
					throw new IllegalStateException("cannot be read");
				}

			};
		}

	}

}
