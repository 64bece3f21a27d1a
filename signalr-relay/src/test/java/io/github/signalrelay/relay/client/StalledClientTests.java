// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RecordingHub;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who takes nothing is cut after the send timeout, and nobody else.
 */
class StalledClientTests {

	private static final Duration HOUR = Duration.ofHours(1);

	private static final Duration SEND_TIMEOUT = Duration.ofSeconds(10);

	private static final ClientSettings SETTINGS = new ClientSettings(1000, 100_000, SEND_TIMEOUT, HOUR, HOUR, 100,
			Integer.MAX_VALUE);

	private static final ClientIdentity IDENTITY = new ClientIdentity("c1", HubScope.core("chat"), null, List.of(),
			MessageHeaders.NONE, "", new ClientIdentity.Terms(HOUR, null, false));

	private final EventLoop loop = new DefaultEventLoop();

	private final RecordingHub hub = new RecordingHub();

	private final ClientConnections connections = new ClientConnections(SETTINGS, this.hub,
			new ClientMeters(new SimpleMeterRegistry()), Clock.systemUTC(), HOUR);

	private final RecordingTransport transport = new RecordingTransport(this.loop);

	@BeforeEach
	void open() {
		this.loop.submit(() -> {
			this.connections.accept(this.transport, IDENTITY, this.connections.takePlace(IDENTITY.scope(), null))
				.onInput(Payload.utf8("{\"protocol\":\"json\",\"version\":1}\u001e").asByteBuffer());
			return null;
		}).syncUninterruptibly();
		this.transport.calls.clear();
	}

	@AfterEach
	void stop() {
		this.loop.shutdownGracefully();
	}

	private HubClientConnection client() {
		return (HubClientConnection) this.hub.clients.values().iterator().next();
	}

	private void onLoop(Runnable action) {
		this.loop.submit(action).syncUninterruptibly();
	}

	/** Sweeps once a second, each time between a write and its flush. */
	private void sweep(int seconds) {
		onLoop(() -> {
			HubClientConnection client = client();
			long start = System.nanoTime();
			for (int second = 0; second <= seconds; second++) {
				this.transport.unflushed = 100;
				client.sweep(start + Duration.ofSeconds(second).toNanos());
			}
		});
	}

	@Test
	void whoTakesAllThatIsFlushedIsNotStalled() {
		sweep(60);
		assertThat(this.transport.calls).isEmpty();
	}

	/** Longer ago than the send timeout. */
	private static long longAgo() {
		return System.nanoTime() - SEND_TIMEOUT.plusMillis(500).toNanos();
	}

	@Test
	void theNextMessageCutsWhoTookNothingForTooLong() {
		this.transport.pending = 1;
		onLoop(() -> {
			client().sweep(longAgo());
			client().writeSingle(Payload.utf8("{}\u001e"));
		});
		assertThat(this.transport.calls).containsExactly("abort");
		assertThat(this.hub.closed).extracting(RecordingHub.Closed::category)
			.containsExactly(CloseCategory.SLOW_CLIENT);
	}

	@Test
	void theNextMessageIsForWhomTheLastOneHasLeft() {
		this.transport.pending = 1;
		this.transport.unflushed = 100;
		onLoop(() -> client().sweep(longAgo()));
		this.transport.pending = 0;
		this.transport.unflushed = 100;
		onLoop(() -> client().writeSingle(Payload.utf8("{}\u001e")));
		assertThat(this.transport.calls).containsExactly("write");
	}

	@Test
	void theTimeOfAClientForWhomMuchWaitsBeginsWithTheNextMessage() {
		this.transport.pending = 70_000;
		onLoop(() -> {
			client().writeSingle(Payload.utf8("{}\u001e"));
			client().sweep(System.nanoTime() + SEND_TIMEOUT.plusMillis(500).toNanos());
		});
		assertThat(this.transport.calls).containsExactly("write", "abort");
	}

	@Test
	void whoTakesNothingIsCutAfterTheSendTimeout() {
		this.transport.pending = 1;
		sweep(10);
		assertThat(this.transport.calls).isEmpty();
		sweep(11);
		assertThat(this.transport.calls).contains("abort");
		assertThat(this.hub.closed).extracting(RecordingHub.Closed::category)
			.containsExactly(CloseCategory.SLOW_CLIENT);
	}

}
