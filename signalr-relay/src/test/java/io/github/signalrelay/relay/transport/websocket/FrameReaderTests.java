// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.relay.RawSocket;
import io.github.signalrelay.relay.transport.deflate.DeflateCodec;
import io.github.signalrelay.relay.transport.deflate.DeflateMeters;
import io.github.signalrelay.relay.transport.deflate.Deflated;
import io.github.signalrelay.relay.transport.deflate.PermessageDeflate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Frames come out the same however their bytes were cut, and text is judged as the JDK's
 * own decoder judges it.
 */
class FrameReaderTests {

	private final DeflateCodec codec = new PermessageDeflate(new DeflateMeters(new SimpleMeterRegistry()))
		.join(new EmbeddedChannel().eventLoop());

	@Property
	void framesSurviveAnyCuts(@ForAll("payloads") List<byte[]> payloads, @ForAll("cuts") List<Integer> cuts)
			throws WebSocketViolation {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		for (byte[] payload : payloads) {
			stream.writeBytes(RawSocket.frame(0x80 | RawSocket.BINARY, payload));
			stream.writeBytes(RawSocket.frame(0x80 | RawSocket.PING, new byte[] { 7 }));
			expected.writeBytes(payload);
		}
		Recorder recorder = new Recorder();
		FrameReader reader = new FrameReader(recorder);
		byte[] bytes = stream.toByteArray();
		int position = 0;
		for (int round = 0; position < bytes.length; round++) {
			int size = Math.min(cuts.get(round % cuts.size()), bytes.length - position);
			reader.read(Unpooled.copiedBuffer(bytes, position, size));
			position += size;
		}
		assertThat(recorder.data.toByteArray()).isEqualTo(expected.toByteArray());
		assertThat(recorder.pings).isEqualTo(payloads.size());
		assertThat(recorder.messages).hasSize(payloads.size()).doesNotContain(true);
	}

	@Property(tries = 100)
	void compressedMessagesSurviveAnyCutsBesideOthers(@ForAll("payloads") List<byte[]> payloads,
			@ForAll("cuts") List<Integer> cuts) throws WebSocketViolation {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		for (byte[] payload : payloads) {
			byte[] deflated = Deflated.message(payload);
			int middle = deflated.length / 2;
			stream
				.writeBytes(RawSocket.frame(RawSocket.COMPRESSED | RawSocket.BINARY, Arrays.copyOf(deflated, middle)));
			stream.writeBytes(RawSocket.frame(0x80 | RawSocket.PING, new byte[] { 7 }));
			stream.writeBytes(RawSocket.frame(0, new byte[0]));
			stream.writeBytes(RawSocket.frame(0x80, Arrays.copyOfRange(deflated, middle, deflated.length)));
			stream.writeBytes(RawSocket.frame(0x80 | RawSocket.BINARY, payload));
			expected.writeBytes(payload);
			expected.writeBytes(payload);
		}
		Recorder recorder = new Recorder();
		FrameReader reader = new FrameReader(recorder, this.codec.newInflater(1024 * 1024));
		byte[] bytes = stream.toByteArray();
		int position = 0;
		for (int round = 0; position < bytes.length; round++) {
			int size = Math.min(cuts.get(round % cuts.size()), bytes.length - position);
			reader.read(Unpooled.copiedBuffer(bytes, position, size));
			position += size;
		}
		assertThat(recorder.data.toByteArray()).isEqualTo(expected.toByteArray());
		assertThat(recorder.messages).hasSize(2 * payloads.size());
		assertThat(recorder.pings).isEqualTo(payloads.size());
	}

	@Property
	void anyBytesAreReadOrRefusedWithCompressionToo(@ForAll @Size(max = 300) byte[] bytes) {
		FrameReader reader = new FrameReader(new Recorder(), this.codec.newInflater(1024 * 1024));
		byte[] begin = RawSocket.frame(0x80 | RawSocket.COMPRESSED | RawSocket.TEXT, bytes);
		try {
			reader.read(Unpooled.wrappedBuffer(begin, bytes));
		}
		catch (WebSocketViolation violation) {
			assertThat(CloseCodes.isSendable(violation.statusCode())).isTrue();
		}
		finally {
			reader.close();
		}
	}

	@Test
	void readerStopsInACompressedMessageWhenItsSinkPausesAndGoesOnLater() throws WebSocketViolation {
		Recorder recorder = new Recorder();
		recorder.pausesAfter = 10_000;
		FrameReader reader = new FrameReader(recorder, this.codec.newInflater(4 * 1024 * 1024));
		byte[] plain = new byte[3 * 1024 * 1024];
		ByteBuf input = Unpooled
			.wrappedBuffer(RawSocket.frame(0x80 | RawSocket.COMPRESSED | RawSocket.BINARY, Deflated.message(plain)));
		int before = 0;
		while (input.isReadable()) {
			reader.read(input);
			assertThat(recorder.data.size() - before).isLessThan(10_000 + 132 * 1024);
			before = recorder.data.size();
			recorder.paused = false;
			recorder.pausesAfter = before + 10_000;
		}
		assertThat(recorder.data.size()).isEqualTo(plain.length);
		assertThat(recorder.messages).containsExactly(false);
	}

	@Test
	void contentThatNobodyWantsIsNotDecompressed() throws WebSocketViolation {
		Recorder recorder = new Recorder();
		recorder.wantsData = false;
		FrameReader reader = new FrameReader(recorder, this.codec.newInflater(1024));
		reader.read(Unpooled.wrappedBuffer(
				RawSocket.frame(0x80 | RawSocket.COMPRESSED | RawSocket.TEXT, Deflated.message(new byte[500_000])),
				RawSocket.frame(0x80 | RawSocket.PING, new byte[0])));
		assertThat(recorder.data.size()).isZero();
		assertThat(recorder.pings).isEqualTo(1);
	}

	@Test
	void messageOfSeveralFramesEndsOnceAndTellsItsKind() throws WebSocketViolation {
		Recorder recorder = new Recorder();
		FrameReader reader = new FrameReader(recorder);
		reader.read(Unpooled.wrappedBuffer(RawSocket.frame(RawSocket.TEXT, new byte[] { 'a' }),
				RawSocket.frame(0x80 | RawSocket.PING, new byte[0]), RawSocket.frame(0, new byte[] { 'b' })));
		assertThat(recorder.messages).isEmpty();
		reader.read(Unpooled.wrappedBuffer(RawSocket.frame(0x80, new byte[0])));
		assertThat(recorder.messages).containsExactly(true);
	}

	@Provide
	Arbitrary<List<byte[]>> payloads() {
		Arbitrary<Integer> sizes = Arbitraries.oneOf(Arbitraries.integers().between(0, 200),
				Arbitraries.of(125, 126, 65535, 65536, 70000));
		return sizes.map((size) -> {
			byte[] payload = new byte[size];
			for (int index = 0; index < size; index++) {
				payload[index] = (byte) (index * 31 + size);
			}
			return payload;
		}).list().ofMaxSize(5);
	}

	@Provide
	Arbitrary<List<Integer>> cuts() {
		return Arbitraries.oneOf(Arbitraries.integers().between(1, 20), Arbitraries.integers().between(20, 9000))
			.list()
			.ofMinSize(1)
			.ofMaxSize(8);
	}

	@Property
	void anyBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] bytes) {
		FrameReader reader = new FrameReader(new Recorder());
		try {
			reader.read(Unpooled.copiedBuffer(bytes));
		}
		catch (WebSocketViolation violation) {
			assertThat(CloseCodes.isSendable(violation.statusCode())).isTrue();
		}
	}

	@Property
	void textIsJudgedAsByTheJdk(@ForAll @Size(max = 12) byte[] bytes, @ForAll("splits") int split) {
		Utf8Validator validator = new Utf8Validator();
		ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
		int middle = Math.min(split, bytes.length);
		boolean valid = validator.accept(buffer, 0, middle) && validator.accept(buffer, middle, bytes.length)
				&& validator.isComplete();
		assertThat(valid).isEqualTo(isUtf8(bytes));
	}

	@Provide
	Arbitrary<Integer> splits() {
		return Arbitraries.integers().between(0, 12);
	}

	@Test
	void everyCharacterIsValid() {
		for (int character = 0; character <= Character.MAX_CODE_POINT; character += (character < 0x3000) ? 1 : 37) {
			if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
				byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
				Utf8Validator validator = new Utf8Validator();
				assertThat(validator.accept(Unpooled.wrappedBuffer(bytes), 0, bytes.length)).isTrue();
				assertThat(validator.isComplete()).isTrue();
			}
		}
	}

	private static boolean isUtf8(byte[] bytes) {
		try {
			CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
			return text != null;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	@Test
	void closeReasonIsCutBehindAWholeCharacter() {
		String euro = "\u20AC".repeat(50);
		assertThat(FrameWriter.cut(euro).getBytes(StandardCharsets.UTF_8)).hasSize(123);
		assertThat(FrameWriter.cut("a" + euro).getBytes(StandardCharsets.UTF_8)).hasSize(121);
		assertThat(FrameWriter.cut("short")).isEqualTo("short");
	}

	private static final class Recorder implements FrameReader.Sink {

		private final ByteArrayOutputStream data = new ByteArrayOutputStream();

		private final List<Boolean> messages = new ArrayList<>();

		private int pings;

		private boolean closed;

		private boolean paused;

		private int pausesAfter = Integer.MAX_VALUE;

		private boolean wantsData = true;

		@Override
		public boolean wantsInput() {
			return !this.closed;
		}

		@Override
		public boolean isPaused() {
			return this.paused;
		}

		@Override
		public boolean wantsData() {
			return this.wantsData;
		}

		@Override
		public void onData(ByteBuffer bytes) {
			while (bytes.hasRemaining()) {
				this.data.write(bytes.get());
			}
			this.paused = this.data.size() >= this.pausesAfter;
		}

		@Override
		public void onMessageEnd(boolean text) {
			this.messages.add(text);
		}

		@Override
		public void onPing(byte[] payload) {
			this.pings++;
		}

		@Override
		public void onPong() {
		}

		@Override
		public void onClose(int statusCode) {
			this.closed = true;
		}

	}

}
