// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.MessageHeaders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that a relay moves between app servers without asking (service protocol
 * reference, 6.8).
 */
class MigrationTests {

	private static final HubMigration IN = new HubMigration("old-server", "server");

	private static final HubMigration OUT = new HubMigration("server", "new-server");

	private final HubFixture fixture = HubFixture.of(TravelHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private TravelHub hub() {
		return this.fixture.bean(TravelHub.class);
	}

	/** Opens a client that comes from another server, and sends its handshake. */
	private TestClient moveIn() {
		TestClient client = new TestClient(this.fixture, this.fixture.dispatcher(), this.fixture.link, "moved",
				List.of(), TestClient.headers("asrs-migrate-from", "old-server"), "");
		client.send("{\"protocol\":\"json\",\"version\":1}");
		return client;
	}

	private void moveOut(TestClient client) {
		this.fixture.dispatcher()
			.onMessage(client.link, new CloseConnection(client.id, "",
					new MessageHeaders(Map.of(MessageHeaders.MIGRATE_TO, List.of("new-server"))), null));
	}

	private void awaitCallbacks(String... callbacks) {
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(hub().callbacks).containsExactly(callbacks));
	}

	@Test
	void aClientThatMovesInHasHadItsHandshakeResponse() {
		TestClient client = moveIn();
		client.invoke("1", "echo", "\"a\"");
		client.awaitReceived(TestClient.resultOf("1", "\"a\""));
		awaitCallbacks("connected " + IN);
		client.invoke("2", "migration", "");
		client.awaitReceived(TestClient.resultOf("1", "\"a\""),
				TestClient.resultOf("2", "{\"fromServer\":\"old-server\",\"toServer\":\"server\"}"));
	}

	@Test
	void aClientThatMovedInAndThenGoesDoesNotMove() {
		TestClient client = moveIn();
		awaitCallbacks("connected " + IN);
		client.leave();
		awaitCallbacks("connected " + IN, "disconnected null null");
	}

	@Test
	void aClientThatMovedInAndIsLostWithItsConnectionDoesNotMove() {
		moveIn();
		awaitCallbacks("connected " + IN);
		this.fixture.dispatcher().onLinkClosed(this.fixture.link);
		awaitCallbacks("connected " + IN, "disconnected null null");
	}

	@Test
	void aClientThatMovesOutHearsNothingMore() {
		TestClient client = this.fixture.connect();
		awaitCallbacks("connected null");
		moveOut(client);
		awaitCallbacks("connected null", "disconnected null " + OUT);
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.dispatcher().clientCount() == 0);
		assertThat(client.received()).containsExactly("{}");
		assertThat(client.isClosedByServer()).isFalse();
	}

	/** What it had sent before is done, but the answers have no way to it. */
	@Test
	void whatStillRunsForAClientThatMovesOutIsNotWritten() throws Exception {
		TestClient client = this.fixture.connect();
		client.invoke("1", "hold", "");
		client.invoke("2", "echo", "\"b\"");
		client.stream("s", "endless", "");
		assertThat(hub().entered.await(10, TimeUnit.SECONDS)).isTrue();
		moveOut(client);
		await().atMost(TestClient.LIMIT).until(() -> hub().callers.get(0).isAborted());
		int before = this.fixture.link.sent.size();
		hub().release.countDown();
		awaitCallbacks("connected null", "disconnected null " + OUT);
		// a disconnect does not wait for what runs
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(hub().echoed).containsExactly("b"));
		this.fixture.pass(Duration.ofMinutes(1)); // no ping either
		assertThat(this.fixture.link.sent).hasSize(before);
	}

	@Test
	void aClientThatAbortsWhileItMovesIsNotClosed() throws Exception {
		TestClient client = this.fixture.connect();
		client.invoke("1", "hold", "");
		assertThat(hub().entered.await(10, TimeUnit.SECONDS)).isTrue();
		moveOut(client);
		hub().callers.get(0).abort();
		awaitCallbacks("connected null", "disconnected null " + OUT);
		hub().release.countDown();
		assertThat(client.isClosedByServer()).isFalse();
		assertThat(client.received()).containsExactly("{}");
	}

	@Test
	void aClientMayMoveInAndOut() {
		TestClient client = moveIn();
		awaitCallbacks("connected " + IN);
		moveOut(client);
		awaitCallbacks("connected " + IN, "disconnected null " + OUT);
		assertThat(client.received()).isEmpty();
	}

	@Test
	void aCallerTellsItsMigrationAndOthersHaveNone() {
		TestClient staying = this.fixture.connect();
		staying.invoke("1", "migration", "");
		staying.awaitMessages(TestClient.resultOf("1", "null"));
		moveIn();
		await().atMost(TestClient.LIMIT).until(() -> hub().callers.size() == 2);
		assertThat(hub().callers.get(0).migration()).isNull();
		assertThat(hub().callers.get(1).migration()).isEqualTo(IN);
	}

	/** The example of docs/hubs.md: others hear of comings and goings, not of moves. */
	@Test
	void othersHearNothingOfMoves() {
		try (HubFixture arcade = HubFixture.of(ArcadeHub.class, Scores.class)) {
			TestClient moved = new TestClient(arcade, arcade.dispatcher(), arcade.link, "moved", List.of(),
					TestClient.headers(MessageHeaders.MIGRATE_FROM, "old-server"), "");
			moved.send("{\"protocol\":\"json\",\"version\":1}");
			TestClient other = arcade.connect();
			awaitSent(arcade, "joined c1");
			other.leave();
			awaitSent(arcade, "joined c1", "left c1");
			arcade.dispatcher()
				.onMessage(moved.link, new CloseConnection(moved.id, "",
						new MessageHeaders(Map.of(MessageHeaders.MIGRATE_TO, List.of("new-server"))), null));
			await().atMost(TestClient.LIMIT).until(() -> arcade.dispatcher().clientCount() == 0);
			awaitSent(arcade, "joined c1", "left c1");
		}
	}

	private static void awaitSent(HubFixture fixture, String... texts) {
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(fixture.transmitter.sent)
				.extracting((sent) -> ((BroadcastData) sent.message()).payloads().forProtocol("json").toUtf8String())
				.extracting((text) -> text.replaceAll(".*target\":\"(.*)\",\"arguments\":\\[\"(.*)\"].*\\s*", "$1 $2")
					.replace("\u001e", ""))
				.containsExactly(texts));
	}

	@Hub("travel")
	static class TravelHub {

		private final List<String> callbacks = new CopyOnWriteArrayList<>();

		private final List<String> echoed = new CopyOnWriteArrayList<>();

		private final List<HubCaller> callers = new CopyOnWriteArrayList<>();

		private final CountDownLatch entered = new CountDownLatch(1);

		private final CountDownLatch release = new CountDownLatch(1);

		@OnConnected
		void connected(HubCaller caller, @Nullable HubMigration migration) {
			this.callers.add(caller);
			this.callbacks.add("connected " + migration);
		}

		@OnDisconnected
		void disconnected(@Nullable HubMigration migration, @Nullable Throwable error) {
			this.callbacks.add("disconnected " + error + " " + migration);
		}

		@HubMethod
		String echo(String text) {
			this.echoed.add(text);
			return text;
		}

		@HubMethod
		@Nullable HubMigration migration(HubCaller caller, @Nullable HubMigration supplied) {
			assertThat(caller.migration()).isEqualTo(supplied);
			return supplied;
		}

		@HubMethod
		String hold() throws InterruptedException {
			this.entered.countDown();
			this.release.await(10, TimeUnit.SECONDS);
			return "held";
		}

		@HubMethod
		Flux<Integer> endless() {
			return Flux.concat(Flux.just(1), Flux.never());
		}

	}

}
