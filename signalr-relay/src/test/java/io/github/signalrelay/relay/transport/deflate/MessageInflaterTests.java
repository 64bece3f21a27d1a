// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.deflate;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Messages come out as they were put in, however they were compressed and cut; what is no
 * message is refused.
 */
class MessageInflaterTests {

	private static final long BURST = 1024 * 1024;

	private final DeflateCodec codec = new DeflateCodec(new DeflateMeters(new SimpleMeterRegistry()));

	private final MessageInflater inflater = this.codec.newInflater(BURST);

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			one block                | f2 48 cd c9 c9 07 00
			stored                   | 00 05 00 fa ff 48 65 6c 6c 6f 00
			marked as the last block | f3 48 cd c9 c9 07 00 00
			two blocks               | f2 48 05 00 00 00 ff ff ca c9 c9 07 00
			""")
	void exampleOfTheRfcIsRead(String name, String hex) throws Exception { // 7.2.3
		byte[] message = HexFormat.ofDelimiter(" ").parseHex(hex);
		for (int cut = 1; cut <= message.length; cut++) {
			assertThat(new String(inflate(message, cut), StandardCharsets.UTF_8)).as(name + " " + cut)
				.isEqualTo("Hello");
		}
	}

	@Property
	void messagesSurviveAnyCompressionAndCuts(@ForAll @Size(max = 3000) List<@IntRange(max = 5) Integer> bytes,
			@ForAll @IntRange(max = 9) int level, @ForAll @IntRange(min = 1, max = 4000) int flushEach,
			@ForAll @IntRange(min = 1, max = 200) int cut) throws Exception {
		byte[] plain = new byte[bytes.size()];
		for (int index = 0; index < plain.length; index++) {
			plain[index] = bytes.get(index).byteValue();
		}
		assertThat(inflate(Deflated.message(plain, level, flushEach), cut)).isEqualTo(plain);
		assertThat(inflate(Deflated.finished(plain), cut)).isEqualTo(plain);
	}

	@Property
	void anyBytesAreReadOrRefused(@ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(min = 1, max = 200) int cut)
			throws InflationException {
		try {
			inflate(bytes, cut);
		}
		catch (DataFormatException ex) {
			assertThat(ex).isNotNull();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 4, 5 })
	void messageThatIsCutOffIsRefusedAndHarmsNoOther(int size) throws Exception {
		byte[] hello = HexFormat.of().parseHex("f248cdc9c90700");
		assertThatExceptionOfType(DataFormatException.class).isThrownBy(() -> inflate(Arrays.copyOf(hello, size), 100));
		assertThat(inflate(hello, 100)).hasSize(5);
	}

	@Test
	void messageThatWasNotEndedIsForgotten() throws Exception {
		this.inflater.begin();
		this.inflater.input(ByteBuffer.wrap(HexFormat.of().parseHex("f248cd")));
		this.inflater.next();
		assertThat(inflate(HexFormat.of().parseHex("f248cdc9c90700"), 100)).hasSize(5);
		this.inflater.begin();
		this.inflater.close();
		this.inflater.close();
		assertThat(this.inflater.next()).isNull();
	}

	@Test
	void emptyMessageIsEmpty() throws Exception {
		assertThat(inflate(new byte[] { 0 }, 1)).isEmpty();
	}

	@Test
	void bombIsStoppedWithinTheBurst() throws Exception {
		byte[] bomb = Deflated.message(new byte[8 * 1024 * 1024]);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		assertThatExceptionOfType(InflationException.class).isThrownBy(() -> inflate(bomb, 128, output));
		// the network's part of it adds as much again, at most
		assertThat(output.size()).isLessThan(2 * 1024 * 1024);
	}

	@Test
	void manySmallBombsAreStoppedAsOneIs() throws Exception {
		byte[] bomb = Deflated.message(new byte[30_000]);
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		assertThatExceptionOfType(InflationException.class).isThrownBy(() -> {
			while (true) {
				inflate(bomb, 128, output);
			}
		});
	}

	@Test
	void ordinaryTextHasNoLimit() throws Exception {
		StringBuilder text = new StringBuilder();
		for (int number = 0; text.length() < 6 * 1024 * 1024; number++) {
			text.append("{\"type\":1,\"target\":\"t\",\"arguments\":[").append(number * 31L).append("]}\u001E");
		}
		byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
		assertThat(inflate(Deflated.message(plain, Deflater.BEST_COMPRESSION, plain.length), 128)).isEqualTo(plain);
	}

	@Test
	void sliceBecomesNoMoreThanIsTold() throws Exception {
		byte[] bomb = Deflated.message(new byte[500_000]);
		this.inflater.begin();
		for (int from = 0; from < bomb.length; from += MessageInflater.SLICE) {
			this.inflater.input(ByteBuffer.wrap(bomb, from, Math.min(MessageInflater.SLICE, bomb.length - from)));
			assertThat(drain(new ByteArrayOutputStream())).isLessThanOrEqualTo(132 * 1024);
		}
		this.inflater.close();
	}

	private byte[] inflate(byte[] message, int cut) throws DataFormatException, InflationException {
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		inflate(message, cut, output);
		return output.toByteArray();
	}

	private void inflate(byte[] message, int cut, ByteArrayOutputStream output)
			throws DataFormatException, InflationException {
		this.inflater.begin();
		for (int from = 0; from < message.length; from += cut) {
			this.inflater.input(ByteBuffer.wrap(message, from, Math.min(cut, message.length - from)));
			drain(output);
		}
		this.inflater.end();
		drain(output);
	}

	private int drain(ByteArrayOutputStream output) throws DataFormatException, InflationException {
		int size = 0;
		for (ByteBuf piece = this.inflater.next(); piece != null; piece = this.inflater.next()) {
			size += piece.readableBytes();
			output.writeBytes(ByteBufUtil.getBytes(piece));
		}
		return size;
	}

}
