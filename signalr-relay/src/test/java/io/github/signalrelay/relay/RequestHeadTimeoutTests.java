// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that drip in, figure B7 of the reliability reference; with time that the test
 * moves.
 */
class RequestHeadTimeoutTests {

	private final EmbeddedChannel channel = new EmbeddedChannel();

	@BeforeEach
	void start() {
		this.channel.freezeTime();
		this.channel.pipeline()
			.addLast(new HttpServerCodec(), new RequestHeadTimeout(Duration.ofSeconds(15), Duration.ofSeconds(75)));
	}

	@AfterEach
	void stop() {
		this.channel.finishAndReleaseAll();
	}

	@Test
	void headersThatDripAreCut() {
		send("GET / HTTP/1.1\r\n");
		for (int second = 0; second < 14; second++) {
			send("X");
			pass(1);
		}
		assertThat(this.channel.isOpen()).isTrue();
		pass(1);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void requestsMayBeServedForLongAndFollowEachOther() {
		for (int count = 0; count < 3; count++) {
			pass(14);
			send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
			pass(1000);
			this.channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
			assertThat(this.channel.isOpen()).isTrue();
		}
		pass(74);
		assertThat(this.channel.isOpen()).isTrue();
		pass(1);
		assertThat(this.channel.isOpen()).isFalse();
	}

	@Test
	void pipelinedRequestIsServedAsLongAsItTakes() {
		send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");
		this.channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
		this.channel.writeOutbound(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
		pass(1000);
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void connectionThatIsTakenOverIsLeftAlone() {
		this.channel.pipeline().remove(RequestHeadTimeout.class);
		pass(1000);
		assertThat(this.channel.isOpen()).isTrue();
	}

	private void send(String text) {
		this.channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
	}

	private void pass(int seconds) {
		this.channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
		this.channel.runScheduledPendingTasks();
	}

}
