// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RecordingHub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients that come while the relay goes: their request was answered before.
 */
class ClientConnectionsTests {

	private static final ClientSettings SETTINGS = new ClientSettings(1000, 1000, Duration.ofSeconds(10),
			Duration.ofSeconds(10), Duration.ofSeconds(10), 100, Integer.MAX_VALUE);

	private static final ClientIdentity IDENTITY = new ClientIdentity("c1", HubScope.core("chat"), null, List.of(),
			MessageHeaders.NONE, "", new ClientIdentity.Terms(Duration.ofSeconds(10), null, false));

	private final EventLoop loop = new DefaultEventLoop();

	private final ClientConnections connections = new ClientConnections(SETTINGS, new RecordingHub(),
			new ClientMeters(new SimpleMeterRegistry()), Clock.systemUTC(), Duration.ofSeconds(10));

	@AfterEach
	void stop() {
		this.loop.shutdownGracefully();
	}

	@Test
	void firstClientOfALoopIsSentAwayWhenTheDrainHasBegun() {
		this.connections.drain(Duration.ofSeconds(1));
		RecordingTransport transport = accept();
		await().untilAsserted(() -> assertThat(transport.calls).containsExactly("close 1001"));
	}

	@Test
	void clientThatComesBehindTheDrainOfItsLoopIsSentAway() {
		RecordingTransport before = accept();
		this.connections.drain(Duration.ZERO);
		await().untilAsserted(() -> assertThat(before.calls).containsExactly("close 1001"));
		RecordingTransport transport = accept();
		await().untilAsserted(() -> assertThat(transport.calls).containsExactly("close 1001"));
	}

	@Test
	void clientOfAStoppedRelayIsCut() {
		this.connections.stop();
		RecordingTransport transport = accept();
		await().untilAsserted(() -> assertThat(transport.calls).contains("abort"));
	}

	private RecordingTransport accept() {
		RecordingTransport transport = new RecordingTransport(this.loop);
		this.loop.submit(() -> {
			this.connections.accept(transport, IDENTITY, this.connections.takePlace(IDENTITY.scope(), null));
			assertThat(transport.calls).isEmpty();
			return null;
		}).syncUninterruptibly();
		return transport;
	}

}
