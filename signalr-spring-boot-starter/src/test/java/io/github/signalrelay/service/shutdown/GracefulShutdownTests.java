// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.connection.Leave;
import io.github.signalrelay.service.connection.ScriptedOpener.Attempt;
import io.github.signalrelay.service.connection.ServiceConnection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Rules of the service protocol reference, 6.7, and of its chapter 10, "Shutdown". */
class GracefulShutdownTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final List<String> events = new CopyOnWriteArrayList<>();

	private StoppingServer server;

	@AfterEach
	void close() {
		this.server.hub().release.countDown();
		this.server.close();
	}

	private void start(GracefulShutdownMode mode, GracefulShutdownHook... hooks) {
		this.server = new StoppingServer(mode, hooks);
	}

	private void awaitStopped() {
		await().atMost(LIMIT).until(this.server::hasStopped);
	}

	private void finackAll() {
		this.server.first.receive(StoppingServer.finack());
		this.server.second.receive(StoppingServer.finack());
	}

	@Test
	void theModeDecidesWhatTheHandshakeAllows() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS);
		assertThat(this.server.first.request.handshake().migrationLevel()).isEqualTo(MigrationLevel.SHUTDOWN_ONLY);
		this.server.close();
		start(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
		assertThat(this.server.first.request.handshake().migrationLevel()).isEqualTo(MigrationLevel.OFF);
	}

	@Test
	void withoutAModeConnectionsJustEnd() {
		start(GracefulShutdownMode.OFF, (hub) -> this.events.add("hook"));
		this.server.open(this.server.first, "c1");
		this.server.stop();
		awaitStopped();
		assertThat(StoppingServer.fins(this.server.first)).isEmpty();
		assertThat(this.server.first.closed).isTrue();
		assertThat(this.server.hub().gone).containsExactly("closed null");
		assertThat(this.events).isEmpty();
	}

	@Test
	void everyConnectionSaysThatItsClientsShallMove() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS);
		this.server.stop();
		assertThat(StoppingServer.fins(this.server.first)).containsExactly("fin:1");
		assertThat(StoppingServer.fins(this.server.second)).containsExactly("fin:1");
		assertThat(this.server.connections.isOnline("harbour")).isFalse();
		this.server.first.receive(StoppingServer.finack());
		assertThat(this.server.hasStopped()).isFalse();
		this.server.second.receive(StoppingServer.finack());
		awaitStopped();
		assertThat(this.server.first.closed).isTrue();
		assertThat(this.server.second.closed).isTrue();
	}

	@Test
	void theWordIsRepeatedUntilThereIsAnAnswer() {
		start(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
		this.server.stop();
		this.server.pass(Duration.ofSeconds(10));
		assertThat(StoppingServer.fins(this.server.first)).containsExactly("fin:2", "fin:2", "fin:2");
		this.server.first.receive(StoppingServer.finack());
		this.server.pass(Duration.ofSeconds(10));
		assertThat(StoppingServer.fins(this.server.first)).hasSize(3);
		assertThat(StoppingServer.fins(this.server.second)).hasSize(5);
	}

	@Test
	void theEndOfAConnectionIsAnAnswerAndNothingReplacesIt() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS);
		this.server.pass(Duration.ofSeconds(5));
		this.server.stop();
		this.server.first.end("gone");
		this.server.second.end("gone");
		awaitStopped();
		this.server.pass(Duration.ofMinutes(5));
		assertThat(this.server.opener.attempts).hasSize(2);
	}

	@Test
	void anAttemptThatIsUnderWayIsGivenUp() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS);
		this.server.pass(Duration.ofSeconds(5));
		this.server.second.end("gone");
		Attempt underWay = this.server.opener.last();
		this.server.stop();
		underWay.succeed();
		assertThat(underWay.closed).isTrue();
		this.server.first.receive(StoppingServer.finack());
		awaitStopped();
	}

	@Test
	void afterTheLastWordNoAnswerIsWaitedFor() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS);
		ShutdownConversation conversation = conversation();
		List<String> end = new CopyOnWriteArrayList<>();
		conversation.start().thenRun(() -> end.add("end"));
		this.server.pass(Duration.ofSeconds(24 * 5 - 1));
		assertThat(StoppingServer.fins(this.server.first)).hasSize(24);
		assertThat(end).isEmpty();
		this.server.pass(Duration.ofSeconds(1));
		assertThat(end).hasSize(1);
		this.server.pass(Duration.ofMinutes(5));
		assertThat(StoppingServer.fins(this.server.first)).hasSize(24);
	}

	private ShutdownConversation conversation() {
		return new ShutdownConversation((ServiceConnection) this.server.first.listener, Leave.MIGRATE_CLIENTS,
				this.server.time);
	}

	@Test
	void hooksRunInOrderBehindTheAnswersAndAheadOfTheLastClient() {
		CountDownLatch slow = new CountDownLatch(1);
		start(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE, (hub) -> {
			assertThat(Schedulers.isInNonBlockingThread()).isFalse();
			assertThat(slow.await(10, TimeUnit.SECONDS)).isTrue();
			this.events.add("first");
		}, (hub) -> {
			throw new IllegalStateException("broken hook");
		}, (ReactiveGracefulShutdownHook) (hub) -> Mono.delay(Duration.ofMillis(10))
			.doOnNext((tick) -> this.events.add("third " + hub.hub()))
			.then(), new OtherHubsHook());
		this.server.open(this.server.first, "c1");
		this.server.stop();
		slow.countDown();
		finackAll();
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.events).containsExactly("first", "third harbour"));
		assertThat(this.server.hasStopped()).isFalse();
		this.server.close(this.server.first, "c1", null);
		awaitStopped();
		assertThat(this.server.hub().gone).containsExactly("closed null");
	}

	@Test
	void hooksMayStillSend() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS, GracefulShutdownTests::sayBye);
		this.server.stop();
		finackAll();
		awaitStopped();
		List<ServiceMessage> sent = new CopyOnWriteArrayList<>(this.server.first.sent);
		sent.addAll(this.server.second.sent);
		assertThat(sent).filteredOn(BroadcastData.class::isInstance).hasSize(1);
	}

	private static void sayBye(HubContext<?> hub) {
		((ClientProxy) hub.clients().all()).send("bye").toCompletableFuture().join();
	}

	@Test
	void clientsThatStayAreToldToComeBackWhenTheTimeIsOver() {
		start(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
		this.server.open(this.server.first, "c1");
		await().atMost(LIMIT).until(() -> !this.server.first.sent.isEmpty());
		this.server.stop();
		this.server.pass(Duration.ofSeconds(29));
		assertThat(this.server.hasStopped()).isFalse();
		this.server.pass(Duration.ofSeconds(1));
		awaitStopped();
		assertThat(texts(this.server.first)).contains("{\"type\":7,\"allowReconnect\":true}\u001e");
		assertThat(this.server.hub().gone).containsExactly("closed null");
	}

	@Test
	void aHookThatTakesTooLongIsInterruptedAndNoOtherRuns() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS, (hub) -> {
			this.events.add("begun");
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				this.events.add("interrupted");
				throw ex;
			}
		}, (hub) -> this.events.add("never"));
		this.server.stop();
		finackAll();
		await().atMost(LIMIT).until(() -> this.events.contains("begun"));
		this.server.pass(Duration.ofSeconds(30));
		awaitStopped();
		await().atMost(LIMIT).untilAsserted(() -> assertThat(this.events).containsExactly("begun", "interrupted"));
	}

	@Test
	void noHookRunsWithoutAnswersInTime() {
		start(GracefulShutdownMode.MIGRATE_CLIENTS, (hub) -> this.events.add("hook"));
		this.server.stop();
		this.server.pass(Duration.ofSeconds(30));
		awaitStopped();
		this.server.first.end("closed");
		this.server.second.end("closed");
		assertThat(this.events).isEmpty();
	}

	/** The whole of it, as the relay of this project and the starter do it. */
	@Test
	void aClientThatMovesTakesItsResultsAlong() throws Exception {
		start(GracefulShutdownMode.MIGRATE_CLIENTS);
		Attempt link = this.server.first;
		this.server.open(link, "c1");
		this.server.send(link, "c1", "{\"type\":1,\"invocationId\":\"1\",\"target\":\"load\",\"arguments\":[]}");
		assertThat(this.server.hub().entered.await(10, TimeUnit.SECONDS)).isTrue();
		link.receive(control(FlowControlOperation.PAUSE)); // it is slow
		assertThat(link.sent).last().isEqualTo(control(FlowControlOperation.PAUSE_ACK));
		link.receive(control(FlowControlOperation.RESUME));
		this.server.stop();
		link.receive(control(FlowControlOperation.PAUSE)); // it moves
		assertThat(StoppingServer.fins(link)).hasSize(1);
		assertThat(acknowledgements(link)).isOne();
		this.server.hub().release.countDown();
		await().atMost(LIMIT).until(() -> acknowledgements(link) == 2);
		assertThat(texts(link)).endsWith("{\"type\":3,\"invocationId\":\"1\",\"result\":\"loaded\"}\u001e");
		int written = link.sent.size();
		this.server.close(link, "c1", "new");
		finackAll();
		awaitStopped();
		assertThat(this.server.hub().gone).containsExactly("old-new null");
		assertThat(link.sent).hasSize(written);
	}

	@Test
	void aClientThatComesTooLateIsServedAndWaitedFor() {
		start(GracefulShutdownMode.WAIT_FOR_CLIENTS_CLOSE);
		this.server.stop();
		this.server.open(this.server.first, "late");
		await().atMost(LIMIT).until(() -> texts(this.server.first).contains("{}\u001e"));
		finackAll();
		assertThat(this.server.hasStopped()).isFalse();
		this.server.close(this.server.first, "late", null);
		awaitStopped();
	}

	private static List<String> texts(Attempt link) {
		return List.copyOf(link.sent)
			.stream()
			.filter(ConnectionData.class::isInstance)
			.map((message) -> ((ConnectionData) message).payload().toUtf8String())
			.toList();
	}

	private static long acknowledgements(Attempt link) {
		return List.copyOf(link.sent).stream().filter(control(FlowControlOperation.PAUSE_ACK)::equals).count();
	}

	private static ConnectionFlowControl control(FlowControlOperation operation) {
		return new ConnectionFlowControl("c1", FlowControlTarget.CLIENT, operation);
	}

	/** A hook of hubs that there are none of. */
	private final class OtherHubsHook implements GracefulShutdownHook {

		@Override
		public void beforeStop(HubContext<?> hub) {
			GracefulShutdownTests.this.events.add("other");
		}

		@Override
		public boolean supports(Class<?> hub) {
			return hub != StoppingServer.HarbourHub.class;
		}

	}

}
