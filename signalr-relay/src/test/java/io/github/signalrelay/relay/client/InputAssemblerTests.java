// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Hub messages come out whole and in order, however their bytes were cut.
 */
class InputAssemblerTests {

	private static final int MAXIMUM = 100;

	@Property
	void jsonSurvivesAnyCuts(@ForAll("sizes") List<Integer> sizes, @ForAll("cuts") List<Integer> cuts)
			throws MessageTooLargeException {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		for (int size : sizes) {
			stream.writeBytes("j".repeat(size).getBytes());
			stream.write(HubFraming.SEPARATOR);
		}
		assertSurvives(stream.toByteArray(), cuts, HubFraming.RECORD_SEPARATOR);
	}

	@Property
	void messagePackSurvivesAnyCuts(@ForAll("sizes") List<Integer> sizes, @ForAll("cuts") List<Integer> cuts)
			throws MessageTooLargeException {
		ByteArrayOutputStream stream = new ByteArrayOutputStream();
		for (int size : sizes) {
			stream.write(size);
			stream.writeBytes(new byte[size]);
		}
		assertSurvives(stream.toByteArray(), cuts, HubFraming.LENGTH_PREFIX);
	}

	/** Handshake requests are kept: they must not hold on to what they came with. */
	@Test
	void messageHoldsOnlyItsOwnBytes() throws MessageTooLargeException {
		byte[] bytes = "handshake\u001emuch more than that comes behind it".getBytes();
		InputAssembler assembler = new InputAssembler(MAXIMUM);
		assertHoldsOnlyItself(assembler.first(ByteBuffer.wrap(bytes), HubFraming.RECORD_SEPARATOR));
		assertThat(assembler.first(ByteBuffer.wrap(bytes, 0, 4), HubFraming.RECORD_SEPARATOR)).isNull();
		assertHoldsOnlyItself(
				assembler.first(ByteBuffer.wrap(bytes, 4, bytes.length - 4), HubFraming.RECORD_SEPARATOR));
	}

	private static void assertHoldsOnlyItself(Payload message) {
		assertThat(message).isEqualTo(Payload.utf8("handshake\u001e"));
		message.writeTo((array, offset, length) -> assertThat(array).hasSize(length));
	}

	@Provide
	Arbitrary<List<Integer>> sizes() {
		return Arbitraries.integers().between(0, MAXIMUM - 1).list().ofMaxSize(20);
	}

	@Provide
	Arbitrary<List<Integer>> cuts() {
		return Arbitraries.integers().between(1, 150).list().ofMinSize(1).ofMaxSize(10);
	}

	private static void assertSurvives(byte[] stream, List<Integer> cuts, HubFraming framing)
			throws MessageTooLargeException {
		InputAssembler assembler = new InputAssembler(MAXIMUM);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		int position = 0;
		for (int round = 0; position < stream.length; round++) {
			int size = Math.min(cuts.get(round % cuts.size()), stream.length - position);
			ByteBuffer piece = ByteBuffer.wrap(stream, position, size).slice();
			position += size;
			while (assembler.isInsideMessage() && piece.hasRemaining()) {
				append(assembler.first(piece, framing), output, framing);
			}
			if (piece.hasRemaining()) {
				append(assembler.whole(piece, framing), output, framing);
			}
			assertThat(piece.hasRemaining()).isFalse();
		}
		assertThat(output.toByteArray()).isEqualTo(stream);
		assertThat(assembler.isInsideMessage()).isFalse();
	}

	private static void append(Payload messages, ByteArrayOutputStream output, HubFraming framing) {
		if (messages != null) {
			ByteBuffer bytes = messages.asByteBuffer();
			assertThat(framing.wholeMessagesEnd(bytes)).isEqualTo(bytes.limit());
			output.writeBytes(messages.toByteArray());
		}
	}

	@Test
	void messageOverTheLimitIsRefusedAsSoonAsThatIsKnown() throws MessageTooLargeException {
		InputAssembler assembler = new InputAssembler(MAXIMUM);
		assertThat(assembler.whole(ByteBuffer.wrap(new byte[MAXIMUM]), HubFraming.RECORD_SEPARATOR)).isNull();
		assertThatExceptionOfType(MessageTooLargeException.class)
			.isThrownBy(() -> assembler.first(ByteBuffer.wrap(new byte[1]), HubFraming.RECORD_SEPARATOR))
			.withMessageStartingWith("The maximum message size of 100B was exceeded.");
	}

}
