// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.relay.security.RefusalMeters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Requests that drip in, figure B7 of the reliability reference; with time that the test
 * moves.
 */
class RequestHeadGuardTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final RefusalMeters refusals = new RefusalMeters(this.meters);

	private final EmbeddedChannel channel = new EmbeddedChannel();

	@BeforeEach
	void start() {
		this.channel.freezeTime();
		this.channel.pipeline()
			.addLast(new HttpServerCodec(),
					new RequestHeadGuard(Duration.ofSeconds(15), Duration.ofSeconds(75), this.refusals));
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
		assertThat(refused("408")).isEqualTo(1);
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
		this.channel.pipeline().remove(RequestHeadGuard.class);
		pass(1000);
		assertThat(this.channel.isOpen()).isTrue();
	}

	@Test
	void connectionThatSpeaksHttp2ByNowIsLeftAlone() {
		this.channel.pipeline().remove(HttpServerCodec.class);
		pass(1000);
		assertThat(this.channel.isOpen()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "5000, 10, 414", "10, 9000, 431", "10, 10, 400" })
	void headsThatCannotBeReadAreCounted(int line, int header, String status) {
		String version = "400".equals(status) ? "nonsense" : "HTTP/1.1";
		send("GET /" + "x".repeat(line) + " " + version + "\r\nX: " + "x".repeat(header) + "\r\n\r\n");
		assertThat(refused(status)).isEqualTo(1);
		pass(1000);
		assertThat(this.channel.isOpen()).as("left to the server, which answers and closes").isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "xchunked", "gzip, chunked", "identity\r\nTransfer-Encoding: chunked" })
	void bodiesWithoutAClearEndAreRefused(String encoding) {
		send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: " + encoding + "\r\n\r\n");
		HttpRequest request = this.channel.readInbound();
		assertThat(request.decoderResult().isFailure()).isTrue();
		assertThat(refused("400")).isEqualTo(1);
	}

	@Test
	void chunkedBodiesPass() {
		send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n");
		HttpRequest request = this.channel.readInbound();
		assertThat(request.decoderResult().isSuccess()).isTrue();
	}

	private double refused(String status) {
		return this.meters.get("signalr.relay.refused").tags("endpoint", "http", "status", status).counter().count();
	}

	private void send(String text) {
		this.channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
	}

	private void pass(int seconds) {
		this.channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
		this.channel.runScheduledPendingTasks();
	}

}
