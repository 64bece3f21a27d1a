// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultEventLoop;
import io.netty.channel.EventLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RecordingHub;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Bursts of multicasts meet the limit of what may wait for a client.
 */
class BurstOutputTests {

	private static final int LIMIT = 1000;

	private static final ClientSettings SETTINGS = new ClientSettings(1000, LIMIT, Duration.ofSeconds(10),
			Duration.ofSeconds(10), Duration.ofSeconds(10), 100, Integer.MAX_VALUE);

	private static final ClientIdentity IDENTITY = new ClientIdentity("c1", HubScope.core("chat"), null, List.of(),
			MessageHeaders.NONE, "", new ClientIdentity.Terms(Duration.ofSeconds(10), null, false));

	private final EventLoop loop = new DefaultEventLoop();

	private final RecordingHub hub = new RecordingHub();

	private final ClientConnections connections = new ClientConnections(SETTINGS, this.hub,
			new ClientMeters(new SimpleMeterRegistry()), Clock.systemUTC(), Duration.ofSeconds(10));

	private final RecordingTransport transport = new RecordingTransport(this.loop);

	@BeforeEach
	void open() {
		onLoop(() -> {
			ClientTransportListener listener = this.connections.accept(this.transport, IDENTITY,
					this.connections.takePlace(IDENTITY.scope(), null));
			listener.onInput(Payload.utf8("{\"protocol\":\"json\",\"version\":1}\u001e").asByteBuffer());
			this.transport.calls.clear();
		});
	}

	@AfterEach
	void stop() {
		this.loop.shutdownGracefully();
	}

	@Test
	void burstThatFitsIsOneWrite() {
		write(burst());
		assertThat(this.transport.calls).containsExactly("write 612");
	}

	@Test
	void burstThatDoesNotFitIsTakenAsFarAsItDoes() {
		this.transport.pending = LIMIT - 300;
		this.transport.counting = true;
		write(burst());
		assertThat(this.transport.calls).containsExactly("write 204", "abort");
		assertThat(this.hub.closed).extracting(RecordingHub.Closed::category)
			.containsExactly(CloseCategory.SLOW_CLIENT);
	}

	@Test
	void messageForOneClientGoesOutWithoutAFrameOfItsOwn() {
		onLoop(() -> assertThat(client().writeSingle(Payload.utf8("x".repeat(200)))).isTrue());
		assertThat(this.transport.calls).containsExactly("write");
	}

	@Test
	void messageForOneClientThatDoesNotFitCutsIt() {
		this.transport.pending = LIMIT - 100;
		onLoop(() -> assertThat(client().writeSingle(Payload.utf8("x".repeat(200)))).isTrue());
		assertThat(this.transport.calls).doesNotContain("write").contains("abort");
	}

	private void write(SharedFrame burst) {
		onLoop(() -> client().writeShared(burst));
		burst.release();
		assertThat(burst.refCnt()).isZero();
	}

	/** Three messages of 200 bytes, each behind a header of 4. */
	private static SharedFrame burst() {
		List<SharedFrame> parts = IntStream.range(0, 3)
			.mapToObj((number) -> SharedFrame.webSocket(Payload.utf8("x".repeat(200)), true, ByteBufAllocator.DEFAULT))
			.toList();
		SharedFrame burst = SharedFrame.joined(parts, ByteBufAllocator.DEFAULT);
		parts.forEach(SharedFrame::release);
		return burst;
	}

	private ClientConnection client() {
		return this.hub.clients.values().iterator().next();
	}

	private void onLoop(Check check) {
		this.loop.submit(() -> {
			check.run();
			return null;
		}).syncUninterruptibly();
	}

	private interface Check {

		void run() throws Exception;

	}

}
