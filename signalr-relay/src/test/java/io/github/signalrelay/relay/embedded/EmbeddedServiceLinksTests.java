// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.embedded;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.netty.util.concurrent.EventExecutor;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.CheckConnectionExistenceWithAck;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.routing.RecordingClient;
import io.github.signalrelay.relay.routing.RoutingFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedServiceLinksTests {

	private static final HandshakeRequest HANDSHAKE = new HandshakeRequest(1, ServerConnectionType.DEFAULT, "",
			MigrationLevel.OFF, false);

	private final RoutingFixture fixture = new RoutingFixture(3);

	private final EmbeddedServiceLinks links = new EmbeddedServiceLinks(this.fixture.router, this.fixture.loops);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void messagesAboutAClientArriveOnItsLoopInOrder() {
		Listener listener = new Listener();
		open(listener);
		RecordingClient client = this.fixture.client();
		client.data("a");
		client.data("b");
		client.disconnect();
		assertThat(listener.received).hasSize(5);
		assertThat(List.copyOf(listener.received)).extracting((message) -> (Object) message.getClass())
			.containsExactly(OpenConnection.class, ConnectionData.class, ConnectionData.class, ConnectionData.class,
					CloseConnection.class);
		assertThat(listener.wrongThread).isFalse();
	}

	@Test
	void hubCodeAnswersFromWithinTheCall() {
		Listener listener = new Listener() {

			@Override
			public void onMessage(ServiceLink link, ServiceMessage message) {
				super.onMessage(link, message);
				if (message instanceof ConnectionData data) {
					link.send(new JoinGroupWithAck(data.connectionId(), "g", 1, null));
					link.send(new ConnectionData(data.connectionId(), data.payload(), null, DataMessageType.UNKNOWN,
							false));
					link.send(new GroupBroadcastData("g", List.of(), Payloads.of("json", Payload.utf8("all")), null,
							null, List.of(), null));
				}
			}

		};
		open(listener);
		RecordingClient client = this.fixture.client();
		client.data("x");
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("{\"protocol\":\"json\",\"version\":1}\u001e", "all", "x", "all");
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> listener.count(Ack.class) == 2);
		assertThat(listener.wrongThread).isFalse();
	}

	@Test
	void answersComeOnAnEventLoopNotOnTheCallersThread() {
		Listener listener = new Listener();
		ServiceLink link = open(listener);
		link.send(new CheckConnectionExistenceWithAck("none", 1, null));
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> listener.count(Ack.class) == 1);
		assertThat(listener.wrongThread).isFalse();
	}

	@Test
	void refusalIsAnExceptionAndTheListenerHearsNothing() {
		Listener listener = new Listener();
		HandshakeRequest wrong = new HandshakeRequest(3, ServerConnectionType.DEFAULT, "", MigrationLevel.OFF, false);
		assertThatThrownBy(() -> this.links.open(RoutingFixture.SCOPE, "A", wrong, listener))
			.isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("Version 3");
		this.fixture.settle();
		assertThat(listener.received).isEmpty();
		assertThat(listener.closes).hasValue(0);
	}

	@Test
	void closedLinkEndsItsClientsAndTellsTheListenerOnce() {
		Listener listener = new Listener();
		ServiceLink link = open(listener);
		RecordingClient client = this.fixture.client();
		link.close();
		link.close();
		this.fixture.settle();
		assertThat(client.closeCategory).isEqualTo(CloseCategory.APP_SERVER_LOST);
		assertThat(client.allowReconnect).isTrue();
		Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> listener.closes.get() == 1);
		assertThat(listener.closeReason).isNull();
		assertThat(listener.count(CloseConnection.class)).isZero();
		assertThat(this.fixture.client().refusal).isNotNull();
	}

	@Test
	void silentLinkStaysAndIsNotPinged() {
		Listener listener = new Listener();
		open(listener);
		this.fixture.advance(Duration.ofMinutes(5));
		this.fixture.router.sweep();
		assertThat(listener.received).isEmpty();
		assertThat(this.fixture.client().refusal).isNull();
	}

	@Test
	void inputOfOneClientIsPaused() {
		ServiceLink link = open(new Listener());
		RecordingClient one = this.fixture.client();
		RecordingClient two = this.fixture.client();
		link.pauseInput(one.id);
		link.pauseInput("unknown");
		this.fixture.settle();
		assertThat(one.reading).isFalse();
		assertThat(two.reading).isTrue();
		link.resumeInput(one.id);
		this.fixture.settle();
		assertThat(one.reading).isTrue();
	}

	@Test
	void sendsOfManyThreadsKeepTheOrderOfEach() throws InterruptedException {
		ServiceLink link = open(new Listener());
		RecordingClient client = this.fixture.client();
		CountDownLatch done = new CountDownLatch(4);
		for (int thread = 0; thread < 4; thread++) {
			int sender = thread;
			new Thread(() -> {
				for (int number = 0; number < 1000; number++) {
					link.send(new ConnectionData(client.id, Payload.utf8(sender + ":" + number), null,
							DataMessageType.UNKNOWN, false));
				}
				done.countDown();
			}).start();
		}
		assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
		this.fixture.settle();
		for (int sender = 0; sender < 4; sender++) {
			String prefix = sender + ":";
			List<String> own = client.texts().stream().filter((text) -> text.startsWith(prefix)).toList();
			assertThat(own).hasSize(1000);
			for (int number = 0; number < 1000; number++) {
				assertThat(own.get(number)).isEqualTo(prefix + number);
			}
		}
	}

	@Test
	void listenerThatFailsDoesNotHarmRouting() {
		open(new Listener() {

			@Override
			public void onMessage(ServiceLink link, ServiceMessage message) {
				throw new IllegalArgumentException("expected by the test");
			}

		});
		RecordingClient client = this.fixture.client();
		client.data("x");
		client.disconnect();
		assertThat(this.fixture.router.clientCount()).isZero();
	}

	private ServiceLink open(ServiceLinkListener listener) {
		return this.links.open(RoutingFixture.SCOPE, "A", HANDSHAKE, listener);
	}

	private class Listener implements ServiceLinkListener {

		final Queue<ServiceMessage> received = new ConcurrentLinkedQueue<>();

		final AtomicInteger closes = new AtomicInteger();

		volatile boolean wrongThread;

		volatile @Nullable String closeReason;

		@Override
		public void onMessage(ServiceLink link, ServiceMessage message) {
			checkThread();
			this.received.add(message);
		}

		@Override
		public void onClosed(ServiceLink link, @Nullable String reason) {
			checkThread();
			this.closeReason = reason;
			this.closes.incrementAndGet();
		}

		private void checkThread() {
			boolean onLoop = false;
			for (EventExecutor loop : EmbeddedServiceLinksTests.this.fixture.loops) {
				onLoop |= loop.inEventLoop();
			}
			this.wrongThread |= !onLoop;
		}

		long count(Class<? extends ServiceMessage> type) {
			return this.received.stream().filter(type::isInstance).count();
		}

	}

}
