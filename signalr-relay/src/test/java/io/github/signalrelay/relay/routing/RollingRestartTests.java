// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.server.ServerConnection;
import io.github.signalrelay.relay.server.ServerConnectionRequest;
import io.github.signalrelay.relay.server.ServerTransport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * App servers that go one after another, and connections that are retired, under talking
 * clients: every call arrives once and in order, and so does every answer.
 */
class RollingRestartTests {

	private static final int CLIENTS = 20;

	private static final int RESTARTS = 30;

	private final RoutingFixture fixture = new RoutingFixture(2);

	private final ExecutorService callers = Executors.newFixedThreadPool(CLIENTS);

	private final List<AnsweringServer> servers = new ArrayList<>();

	/** All calls of each client, in the order in which the relay passed them on. */
	private final Map<String, Queue<String>> calls = new ConcurrentHashMap<>();

	@AfterEach
	void stop() {
		this.callers.shutdownNow();
		this.servers.forEach(AnsweringServer::end);
		this.fixture.close();
	}

	private AnsweringServer server(String serverId) {
		AnsweringServer server = new AnsweringServer("cid-" + this.servers.size(), serverId);
		this.servers.add(server);
		return server;
	}

	@Test
	void noCallAndNoAnswerIsLostOrDoubledOrOutOfOrder() throws Exception {
		List<AnsweringServer> present = new ArrayList<>(List.of(server("s1"), server("s2"), server("s3")));
		List<RecordingClient> clients = IntStream.range(0, CLIENTS)
			.mapToObj((number) -> this.fixture.client())
			.toList();
		AtomicBoolean over = new AtomicBoolean();
		List<Future<Integer>> talking = clients.stream()
			.map((client) -> this.callers.submit(() -> talk(client, over)))
			.toList();
		for (int restart = 0; restart < RESTARTS; restart++) {
			AnsweringServer leaving = present.remove(0);
			if (restart % 3 == 2) {
				present.add(server(leaving.relayEnd.serverId()));
				this.fixture.router.retire(RoutingFixture.SCOPE, leaving.relayEnd.id());
				awaitOffline(leaving);
			}
			else {
				present.add(server("n" + restart));
				leaving.leave();
			}
			leaving.end();
		}
		over.set(true);
		for (int number = 0; number < CLIENTS; number++) {
			int sent = talking.get(number).get(30, TimeUnit.SECONDS);
			assertTold(clients.get(number), sent);
		}
		clients.forEach(RecordingClient::disconnect);
		this.fixture.settle();
		this.fixture.assertNothingIsLeft();
		assertThat(this.fixture.moves("forced")).isZero();
		assertThat(this.fixture.moves("failed")).isZero();
	}

	/** The relay looks after retired connections once a second. */
	private void awaitOffline(AnsweringServer leaving) throws InterruptedException {
		boolean offline = false;
		for (int looks = 0; looks < 1000 && !offline; looks++) {
			this.fixture.router.sweep();
			this.fixture.settle();
			offline = leaving.offline.await(2, TimeUnit.MILLISECONDS);
		}
		assertThat(offline).isTrue();
	}

	private static int talk(RecordingClient client, AtomicBoolean over) {
		int number = 0;
		while (!over.get()) {
			client.data("{\"type\":1,\"target\":\"" + number++ + "\",\"arguments\":[]}\u001e");
		}
		return number;
	}

	private void assertTold(RecordingClient client, int sent) {
		List<String> expected = IntStream.range(0, sent).mapToObj(Integer::toString).toList();
		ScriptedAppServer.patiently().until(() -> client.received.size() > sent);
		assertThat(client.closeCategory).isNull();
		assertThat(List.copyOf(this.calls.get(client.id))).isEqualTo(expected);
		assertThat(client.texts().get(0)).isEqualTo("{}\u001e");
		assertThat(client.texts().subList(1, client.received.size())).isEqualTo(expected);
	}

	/** Answers each call, on a thread of its own, and acknowledges pauses behind that. */
	private final class AnsweringServer implements ServerTransport {

		private final ExecutorService thread = Executors.newSingleThreadExecutor();

		private final CountDownLatch finished = new CountDownLatch(1);

		private final CountDownLatch offline = new CountDownLatch(1);

		private final AtomicBoolean ended = new AtomicBoolean();

		/** Clients whose handshake another server has answered; touched by the thread. */
		private final List<String> migrated = new ArrayList<>();

		/** Clients that have said their handshake; touched by the thread. */
		private final List<String> greeted = new ArrayList<>();

		final ServerConnection relayEnd;

		AnsweringServer(String connectionId, String serverId) {
			this.relayEnd = RollingRestartTests.this.fixture.router
				.accept(new ServerConnectionRequest(RoutingFixture.SCOPE, connectionId, serverId, null), this);
			this.relayEnd.onMessage(
					new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", MigrationLevel.SHUTDOWN_ONLY, false));
		}

		void leave() throws InterruptedException {
			this.relayEnd.onMessage(new Ping(List.of("shutdown", "fin:1")));
			assertThat(this.finished.await(20, TimeUnit.SECONDS)).isTrue();
		}

		void end() {
			if (this.ended.compareAndSet(false, true)) {
				this.thread.shutdown();
				this.relayEnd.onClosed("gone");
			}
		}

		@Override
		public void write(ServiceMessage message) {
			if (message instanceof ConnectionData data && data.payload().toUtf8String().contains("\"type\":1")) {
				// A held part may have several calls
				for (String call : data.payload().toUtf8String().split("\u001e")) {
					RollingRestartTests.this.calls
						.computeIfAbsent(data.connectionId(), (id) -> new ConcurrentLinkedQueue<>())
						.add(number(call));
				}
			}
			try {
				this.thread.execute(() -> handle(message));
			}
			catch (RejectedExecutionException ex) {
				// Ended; what the relay writes to it now is for nobody
			}
		}

		private static String number(String call) {
			return call.replaceAll(".*\"target\":\"(\\d+)\".*", "$1");
		}

		private void handle(ServiceMessage message) {
			if (message instanceof OpenConnection open) {
				if (open.headers().first(MessageHeaders.MIGRATE_FROM) != null) {
					this.migrated.add(open.connectionId());
				}
			}
			else if (message instanceof ConnectionData data) {
				answer(data);
			}
			else if (message instanceof ConnectionFlowControl control) {
				control(control);
			}
			else if (message instanceof Ping ping && ping.messages().contains("finack")) {
				this.finished.countDown();
			}
		}

		private void control(ConnectionFlowControl control) {
			if (control.operation() == FlowControlOperation.PAUSE) {
				this.relayEnd.onMessage(new ConnectionFlowControl(control.connectionId(), FlowControlTarget.CLIENT,
						FlowControlOperation.PAUSE_ACK));
			}
			else if (control.operation() == FlowControlOperation.OFFLINE) {
				this.offline.countDown();
			}
		}

		private void answer(ConnectionData data) {
			String id = data.connectionId();
			String text = data.payload().toUtf8String();
			if (text.contains("\"protocol\"")) {
				if (!this.migrated.contains(id) && !this.greeted.contains(id)) {
					this.greeted.add(id);
					send(id, "{}\u001e", DataMessageType.HANDSHAKE);
				}
				return;
			}
			for (String call : text.split("\u001e")) {
				send(id, number(call), DataMessageType.INVOCATION);
			}
		}

		private void send(String id, String text, DataMessageType type) {
			this.relayEnd.onMessage(new ConnectionData(id, Payload.utf8(text), null, type, false));
		}

		@Override
		public boolean isWritable() {
			return true;
		}

		@Override
		public boolean isOverloaded() {
			return false;
		}

		@Override
		public void setReading(boolean reading) {
			// There is always room
		}

		@Override
		public void close(int statusCode, String reason) {
			end();
		}

	}

}
