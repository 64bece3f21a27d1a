// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.ServiceError;
import io.github.signalrelay.protocol.service.ServiceMessageWriter;
import io.github.signalrelay.relay.RecordingServers;
import io.github.signalrelay.relay.transport.FlushBatch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Memory of frames that wait for an app server.
 */
class ServerWebSocketTests {

	/** Thousands of them may wait, and only their content counts against the limit. */
	@Test
	void frameWithOneSmallMessageIsSmall() {
		EmbeddedChannel channel = new EmbeddedChannel();
		ServerWebSocket socket = new ServerWebSocket(channel, new FlushBatch(channel.eventLoop()),
				new ServerWebSocket.Settings(1000, 1000, Duration.ofSeconds(1)), (transport) -> new RecordingServers());
		channel.pipeline().addLast(socket);
		byte[] message = ServiceMessageWriter.write(new ServiceError("small"));
		socket.write(new ServiceError("small"));
		channel.runPendingTasks();
		ByteBuf frame = channel.readOutbound();
		assertThat(frame.readableBytes()).isEqualTo(2 + message.length);
		assertThat(frame.capacity()).isLessThan(1000);
		frame.release();
		for (int count = 0; count < 1000; count++) {
			socket.write(new ServiceError("x".repeat(40)));
		}
		channel.runPendingTasks();
		ByteBuf full = channel.readOutbound();
		assertThat(full.readableBytes()).isGreaterThan(32_000);
		full.release();
		channel.finishAndReleaseAll();
	}

	/** The loop may be busy with others; nothing else would stop who writes meanwhile. */
	@Test
	void whatTheLoopHasNotTakenYetCountsToo() {
		StalledChannel channel = new StalledChannel();
		channel.stalled = false;
		RecordingServers listener = new RecordingServers();
		ServerWebSocket socket = socket(channel, listener, 1_600_000);
		socket.write(new ServiceError("x".repeat(90_000)));
		assertThat(socket.isWritable()).isTrue();
		socket.write(new ServiceError("x".repeat(90_000)));
		assertThat(socket.isWritable()).isFalse();
		assertThat(socket.isOverloaded()).isFalse();
		for (int count = 0; count < 3; count++) {
			socket.write(new ServiceError("x".repeat(90_000)));
		}
		assertThat(socket.isOverloaded()).isTrue();
		channel.runPendingTasks();
		assertThat(socket.isOverloaded()).isFalse();
		assertThat(socket.isWritable()).isTrue();
		assertThat(listener.writability).containsExactly(false, true);
		channel.finishAndReleaseAll();
	}

	@Test
	void connectionIsOverloadedFromAQuarterOfItsLimitOn() {
		StalledChannel channel = new StalledChannel();
		RecordingServers listener = new RecordingServers();
		ServerWebSocket socket = socket(channel, listener, 1_600_000);
		for (int count = 0; count < 4; count++) {
			write(socket, channel);
		}
		assertThat(socket.isWritable()).isFalse();
		assertThat(socket.isOverloaded()).isFalse();
		write(socket, channel);
		assertThat(socket.isOverloaded()).isTrue();
		channel.stalled = false;
		socket.flushBatched();
		channel.flush();
		assertThat(socket.isWritable()).isTrue();
		assertThat(socket.isOverloaded()).isFalse();
		assertThat(listener.writability).containsExactly(false, true);
		assertThat(listener.closed).isEmpty();
		channel.finishAndReleaseAll();
	}

	private static void write(ServerWebSocket socket, EmbeddedChannel channel) {
		socket.write(new ServiceError("x".repeat(90_000)));
		channel.runPendingTasks();
	}

	private static ServerWebSocket socket(EmbeddedChannel channel, RecordingServers listener, long pendingLimit) {
		ServerWebSocket socket = new ServerWebSocket(channel, new FlushBatch(channel.eventLoop()),
				new ServerWebSocket.Settings(1000, pendingLimit, Duration.ofSeconds(1)), (transport) -> listener);
		channel.pipeline().addLast(socket);
		return socket;
	}

	/** A channel whose peer does not read. */
	private static final class StalledChannel extends EmbeddedChannel {

		private boolean stalled = true;

		@Override
		protected void doWrite(ChannelOutboundBuffer buffers) throws Exception {
			if (!this.stalled) {
				super.doWrite(buffers);
			}
		}

	}

}
