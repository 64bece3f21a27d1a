// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.EventExecutor;

import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.relay.HubScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A router with real event loops, time that the test moves, and app servers and clients
 * that only keep what they are told.
 */
public final class RoutingFixture implements AutoCloseable {

	public static final HubScope SCOPE = HubScope.core("chat");

	public final EventLoopGroup loops;

	final List<EventLoop> loopList = new ArrayList<>();

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final AtomicLong millis = new AtomicLong(1_000_000);

	public final HubRouter router;

	/** All clients that this fixture made. */
	final List<RecordingClient> opened = new CopyOnWriteArrayList<>();

	private final AtomicInteger ids = new AtomicInteger();

	public RoutingFixture(int loops) {
		this(loops, RoutingSettings.defaults("node-1"));
	}

	public RoutingFixture(int loops, RoutingSettings settings) {
		this.loops = new MultiThreadIoEventLoopGroup(loops, NioIoHandler.newFactory());
		for (EventExecutor loop : this.loops) {
			this.loopList.add((EventLoop) loop);
		}
		this.router = new HubRouter(settings, new TestClock(), () -> this.millis.get() * 1_000_000, this.meters);
	}

	ScriptedAppServer appServer(String serverId) {
		return appServer(serverId, ServerConnectionType.DEFAULT);
	}

	ScriptedAppServer appServer(String serverId, ServerConnectionType type) {
		return new ScriptedAppServer(this.router, "cid-" + this.ids.incrementAndGet(), serverId).handshake(type);
	}

	/** An app server whose clients may move. */
	ScriptedAppServer appServer(String serverId, MigrationLevel level) {
		return new ScriptedAppServer(this.router, "cid-" + this.ids.incrementAndGet(), serverId).handshake(level);
	}

	/** A client whose handshake was answered by an app server. */
	RecordingClient clientOf(ScriptedAppServer server) {
		RecordingClient client = client();
		server.answer(client);
		settle();
		client.received.clear();
		return client;
	}

	double moves(String outcome) {
		return this.meters.get("signalr.relay.client.moves").tag("outcome", outcome).counter().count();
	}

	/** Fails unless routing has forgotten all clients and their moves. */
	void assertNothingIsLeft() {
		RelayHub hub = hub();
		assertThat(hub.directory()).isEmpty();
		assertThat(hub.groupRoutes().size()).isZero();
		assertThat(hub.userRoutes().size()).isZero();
		assertThat(hub.serverRoutes().size()).isZero();
		assertThat(hub.everyone().shards()).isEmpty();
		assertThat(hub.invocations().size()).isZero();
		assertThat(this.router.clientCount()).isZero();
		this.loopList.forEach((loop) -> {
			HubShard shard = hub.shard(loop);
			loop.submit(() -> {
				assertThat(shard.groups().size()).isZero();
				assertThat(shard.users().size()).isZero();
				assertThat(shard.everyone().size()).isZero();
				assertThat(shard.moving()).isEmpty();
			}).syncUninterruptibly();
		});
	}

	/** A client on the next loop in turn, not open yet. */
	public RecordingClient newClient() {
		int number = this.ids.incrementAndGet();
		RecordingClient client = new RecordingClient("node-1-" + number,
				this.loopList.get(number % this.loopList.size()), this.router);
		this.opened.add(client);
		return client;
	}

	public RecordingClient client() {
		return newClient().open();
	}

	public RecordingClient clientOfUser(String user) {
		RecordingClient client = newClient();
		client.user = user;
		return client.open();
	}

	public void advance(Duration time) {
		this.millis.addAndGet(time.toMillis());
	}

	double count(String meter) {
		return this.meters.get(meter).counter().count();
	}

	RelayHub hub() {
		RelayHub hub = this.router.hub(SCOPE);
		if (hub == null) {
			throw new IllegalStateException("no app server has come yet");
		}
		return hub;
	}

	/** Waits until all loops have done what was posted before. */
	public void settle() {
		for (int round = 0; round < 3; round++) {
			CountDownLatch done = new CountDownLatch(this.loopList.size());
			this.loopList.forEach((loop) -> this.router.behindOutput(loop, done::countDown));
			try {
				if (!done.await(20, TimeUnit.SECONDS)) {
					throw new IllegalStateException("event loops did not settle");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}
	}

	/** Ends what clients are left, and sees to it that nothing is left of them. */
	void endClientsAndClose() {
		this.opened.stream().filter((client) -> client.closeCategory == null).forEach(RecordingClient::disconnect);
		settle();
		assertNothingIsLeft();
		close();
	}

	/** Lets time pass, and the router notice. */
	void passTime(Duration time) {
		advance(time);
		this.router.sweep();
		settle();
	}

	/** The app server acknowledges a pause of a client. */
	void acknowledge(ScriptedAppServer server, RecordingClient client) {
		server.acknowledgePause(client);
		settle();
	}

	/** Too much waits for a client, or no longer. */
	void full(RecordingClient client, boolean full) {
		client.loop.submit(() -> client.router.onOutputFull(client, full)).syncUninterruptibly();
		settle();
	}

	@Override
	public void close() {
		this.loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
	}

	private final class TestClock extends Clock {

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return Instant.ofEpochMilli(RoutingFixture.this.millis.get());
		}

	}

}
