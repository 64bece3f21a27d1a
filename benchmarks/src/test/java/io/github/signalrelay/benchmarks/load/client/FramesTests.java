// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Frames against Netty's own codec.
 */
class FramesTests implements FrameReader.Sink {

	private final List<String> seen = new ArrayList<>();

	private final StringBuilder message = new StringBuilder();

	@Test
	void readsFramesCutAnywhere() {
		byte[] data = encoded(new TextWebSocketFrame("a".repeat(60)), new PingWebSocketFrame(text("here?")),
				new BinaryWebSocketFrame(false, 0, text("b".repeat(126))), new PongWebSocketFrame(text("ignored")),
				new ContinuationWebSocketFrame(true, 0, text("c".repeat(200))), new TextWebSocketFrame(""),
				new CloseWebSocketFrame(1000, "bye"), new TextWebSocketFrame("behind the end"));
		for (int cut = 0; cut <= data.length; cut++) {
			this.seen.clear();
			this.message.setLength(0);
			FrameReader reader = new FrameReader(this);
			reader.read(data, 0, cut);
			reader.read(data, cut, data.length);
			assertThat(this.seen).as("cut at %s", cut)
				.containsExactly("message " + "a".repeat(60), "ping here?",
						"message " + "b".repeat(126) + "c".repeat(200), "message ", "close \u0003\u00e8bye",
						"message behind the end");
		}
	}

	@Test
	void readsLongFrames() {
		byte[] data = encoded(new TextWebSocketFrame("d".repeat(70_000)));
		new FrameReader(this).read(data, 0, data.length);
		assertThat(this.seen).containsExactly("message " + "d".repeat(70_000));
	}

	@Test
	void refusesWhatIsNoFrameOfAServer() {
		refuses("masked", 0x81, 0x81, 1, 2, 3, 4, 5);
		refuses("reserved bit", 0xC1, 0x01, 5);
		refuses("control frame of 126", 0x89, 126, 0, 126);
		refuses("negative length", 0x82, 127, 0xFF, 0, 0, 0, 0, 0, 0, 0);
	}

	private void refuses(String message, int... frame) {
		byte[] data = new byte[frame.length];
		for (int index = 0; index < frame.length; index++) {
			data[index] = (byte) frame[index];
		}
		assertThatIllegalStateException().isThrownBy(() -> new FrameReader(this).read(data, 0, data.length))
			.withMessageContaining(message);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 7, 8, 9, 63, 125, 126, 65535, 65536 })
	void writesMaskedFrames(int length) {
		FrameWriter writer = new FrameWriter();
		EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameDecoder(
				WebSocketDecoderConfig.newBuilder().expectMaskedFrames(true).maxFramePayloadLength(1 << 20).build()));
		String payload = "payload ".repeat(10_000).substring(0, length);
		ByteBuf buffer = Unpooled.buffer();
		writer.write(buffer, FrameWriter.TEXT, payload.getBytes(StandardCharsets.US_ASCII), length);
		writer.write(buffer, FrameWriter.TEXT, payload.getBytes(StandardCharsets.US_ASCII), length);
		channel.writeInbound(buffer);
		for (int frame = 0; frame < 2; frame++) {
			TextWebSocketFrame read = channel.readInbound();
			assertThat(read.text()).isEqualTo(payload);
			read.release();
		}
		channel.finishAndReleaseAll();
	}

	private static ByteBuf text(String text) {
		return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
	}

	private static byte[] encoded(WebSocketFrame... frames) {
		EmbeddedChannel channel = new EmbeddedChannel(new WebSocket13FrameEncoder(false));
		ByteBuf all = Unpooled.buffer();
		for (WebSocketFrame frame : frames) {
			channel.writeOutbound(frame);
		}
		for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
			all.writeBytes(part);
			part.release();
		}
		channel.finishAndReleaseAll();
		byte[] bytes = new byte[all.readableBytes()];
		all.readBytes(bytes);
		return bytes;
	}

	@Override
	public void data(byte[] data, int from, int to) {
		this.message.append(new String(data, from, to - from, StandardCharsets.UTF_8));
	}

	@Override
	public void messageEnd() {
		this.seen.add("message " + this.message);
		this.message.setLength(0);
	}

	@Override
	public void ping(byte[] payload) {
		this.seen.add("ping " + new String(payload, StandardCharsets.UTF_8));
	}

	@Override
	public void close(byte[] payload) {
		this.seen.add("close " + new String(payload, StandardCharsets.ISO_8859_1));
	}

}
