// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.AllocationMeter;
import io.github.signalrelay.protocol.Payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Framing of the service protocol (service protocol reference, 1.5 and 1.6).
 */
class ServiceMessageReaderTests {

	private static final ServiceMessage PING = new Ping(List.of());

	private final RecordingHandler handler = new RecordingHandler();

	private static byte[] hex(String hex) {
		return HexFormat.of().parseHex(hex.replace(" ", ""));
	}

	private static ConnectionData data(int length) {
		byte[] bytes = new byte[length];
		Arrays.fill(bytes, (byte) 'x');
		return new ConnectionData("c", Payload.wrap(bytes), null, DataMessageType.UNKNOWN, false);
	}

	@Test
	void brokenBodyIsReportedAndTheNextMessageIsRead() {
		assertThat(RecordingHandler.read(hex("02 91 c0 02 91 03"))).hasSize(2)
			.satisfies((found) -> assertThat(found.get(0)).isInstanceOf(String.class))
			.endsWith(PING);
	}

	@Test
	void problemNamesTypeAndFormatButNoContent() {
		assertThat(RecordingHandler.read(hex("07 93 0b a6 73 65 63 72")))
			.containsExactly("type 11: size 6 declared, but only 4 bytes are left (before byte 3)");
	}

	@Test
	void emptyBodyIsInvalid() {
		assertThat(RecordingHandler.read(hex("00 02 91 03"))).hasSize(2).endsWith(PING);
	}

	@Test
	void unknownTypeIsSkippedAndReported() {
		assertThat(RecordingHandler.read(hex("06 92 29 82 a1 61 01 02 91 03"))).containsExactly(41, PING);
	}

	@Test
	void prefixOfSixBytesEndsTheConnection() {
		ServiceMessageReader reader = new ServiceMessageReader(1024);
		assertThatExceptionOfType(ServiceProtocolException.class)
			.isThrownBy(() -> reader.read(ByteBuffer.wrap(hex("80 80 80 80 80 00")), this.handler))
			.withMessageContaining("2 GB");
	}

	@Test
	void prefixOverTwoGigabytesEndsTheConnection() {
		ServiceMessageReader reader = new ServiceMessageReader(Integer.MAX_VALUE);
		assertThatExceptionOfType(ServiceProtocolException.class)
			.isThrownBy(() -> reader.read(ByteBuffer.wrap(hex("ff ff ff ff 08")), this.handler));
	}

	@Test
	void prefixOverTheLimitEndsTheConnectionForGood() {
		ServiceMessageReader reader = new ServiceMessageReader(100);
		ByteBuffer input = ByteBuffer.wrap(hex("02 91 03 65"));
		assertThatExceptionOfType(ServiceProtocolException.class).isThrownBy(() -> reader.read(input, this.handler))
			.withMessageContaining("101");
		assertThat(this.handler.found).containsExactly(PING);
		assertThatExceptionOfType(ServiceProtocolException.class)
			.isThrownBy(() -> reader.read(ByteBuffer.wrap(hex("02 91 03")), this.handler));
	}

	@Test
	void messageOfTheLimitIsRead() {
		byte[] framed = ServiceMessageWriter.write(data(70000));
		new ServiceMessageReader(framed.length - 3).read(ByteBuffer.wrap(framed), this.handler);
		assertThat(framed).startsWith(0xfa, 0xa2, 0x04);
		assertThat(this.handler.found).hasSize(1);
	}

	@Test
	void limitBelowOneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ServiceMessageReader(0))
			.withMessage("maximumMessageSize: 0 (expected: > 0)");
	}

	@Test
	void declaredSizeAllocatesNothing() {
		byte[] announcement = hex("ff ff ff ff 07 94");
		new ServiceMessageReader(Integer.MAX_VALUE).read(ByteBuffer.wrap(announcement), this.handler);
		ServiceMessageReader reader = new ServiceMessageReader(Integer.MAX_VALUE);
		long allocated = AllocationMeter.measure(() -> reader.read(ByteBuffer.wrap(announcement), this.handler));
		assertThat(allocated).isLessThan(64 * 1024);
		assertThat(this.handler.found).isEmpty();
	}

	@Test
	void largeMessageInSmallPiecesIsCopiedABoundedNumberOfTimes() {
		int size = 16 * 1024 * 1024;
		byte[] framed = ServiceMessageWriter.write(data(size));
		ServiceMessageReader reader = new ServiceMessageReader(2 * size);
		ByteBuffer input = ByteBuffer.wrap(framed);
		long allocated = AllocationMeter.measure(() -> {
			while (input.position() < framed.length) {
				ByteBuffer piece = input.slice(input.position(), Math.min(1024, framed.length - input.position()));
				input.position(input.position() + piece.remaining());
				reader.read(piece, this.handler);
			}
		});
		// doubling makes 1 KiB + 2 KiB + … + 16 MiB, and a buffer object for each piece
		assertThat(allocated).isLessThan(4L * size);
		assertThat(this.handler.found).containsExactly(data(size));
	}

	@Test
	void messageIsWrittenIntoOneArray() {
		ServiceMessage message = data(1024 * 1024);
		ServiceMessageWriter.write(message);
		assertThat(AllocationMeter.measure(() -> ServiceMessageWriter.write(message))).isLessThan(1024 * 1024 + 4096);
	}

	@Test
	void directBufferIsRead() {
		byte[] framed = ServiceMessageWriter.write(data(10));
		ByteBuffer direct = ByteBuffer.allocateDirect(framed.length).put(framed).flip();
		new ServiceMessageReader(1024).read(direct, this.handler);
		assertThat(this.handler.found).containsExactly(data(10));
		assertThat(direct.hasRemaining()).isFalse();
	}

	@Test
	void handlerThatThrowsLosesNothingBehindItsMessage() {
		ServiceMessageReader reader = new ServiceMessageReader(1024);
		ByteBuffer input = ByteBuffer.wrap(hex("02 91 03 05 93 26 a1 63 80"));
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> reader.read(input, new FailingHandler()));
		reader.read(input, this.handler);
		assertThat(this.handler.found).containsExactly(new ConnectionReconnect("c"));
	}

	private static final class FailingHandler implements ServiceMessageReader.Handler {

		@Override
		public void onMessage(ServiceMessage message) {
			throw new IllegalStateException();
		}

		@Override
		public void onUnknownType(int type) {
		}

		@Override
		public void onInvalid(String problem) {
		}

	}

}
