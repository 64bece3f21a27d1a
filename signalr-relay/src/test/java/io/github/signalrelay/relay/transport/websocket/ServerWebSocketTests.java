// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.time.Duration;

import io.netty.buffer.ByteBuf;
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

}
