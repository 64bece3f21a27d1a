// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import java.io.IOException;
import java.time.Duration;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollChannelOption;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

class UnsentLimitTests {

	private static final int LIMIT = 64 * 1024;

	private static final int WRITTEN = 8 * 1024 * 1024;

	private static final int PIECE = 16 * 1024;

	private AcceptedSocket socket;

	@AfterEach
	void stop() throws IOException {
		if (this.socket != null) {
			this.socket.close();
		}
	}

	private Channel connectEpoll() throws Exception {
		this.socket = AcceptedSocket.epoll();
		return this.socket.channel();
	}

	@Test
	void whatTheClientDoesNotReadWaitsInTheRelay() throws Exception {
		Channel channel = connectEpoll();
		new UnsentLimit(LIMIT).limit(channel);
		for (int written = 0; written < WRITTEN; written += PIECE) {
			channel.write(Unpooled.wrappedBuffer(new byte[PIECE]), channel.voidPromise());
		}
		channel.flush();
		// what the system has taken is the limit, a piece, and what the client's system
		// holds
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.during(Duration.ofMillis(300))
			.untilAsserted(() -> assertThat(channel.unsafe().outboundBuffer().totalPendingWriteBytes())
				.isGreaterThan(WRITTEN - 4 * LIMIT));
		assertThat(this.socket.client().getInputStream().readNBytes(WRITTEN)).hasSize(WRITTEN);
	}

	@Test
	void withoutALimitTheSystemDecides() throws Exception {
		Channel channel = connectEpoll();
		long before = channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT);
		new UnsentLimit(0).limit(channel);
		assertThat(channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT)).isEqualTo(before);
		new UnsentLimit(LIMIT).limit(channel);
		assertThat(channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT)).isEqualTo(LIMIT);
	}

	@Test
	void requestsOfOneConnectionLimitItOnce() throws Exception {
		Channel channel = connectEpoll();
		new UnsentLimit(LIMIT).limitOnce(channel);
		assertThat(channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT)).isEqualTo(LIMIT);
		channel.config().setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, 2L * LIMIT);
		new UnsentLimit(LIMIT).limitOnce(channel);
		assertThat(channel.config().getOption(EpollChannelOption.TCP_NOTSENT_LOWAT)).isEqualTo(2 * LIMIT);
	}

	@Test
	void aClosedSocketIsNoProblem() throws Exception {
		Channel channel = connectEpoll();
		channel.close().sync();
		assertThatNoException().isThrownBy(() -> new UnsentLimit(LIMIT).limit(channel));
	}

	@Test
	void otherTransportsAreLeftAlone() throws Exception {
		this.socket = AcceptedSocket.nio();
		Channel channel = this.socket.channel();
		assertThatNoException().isThrownBy(() -> new UnsentLimit(LIMIT).limit(channel));
	}

}
