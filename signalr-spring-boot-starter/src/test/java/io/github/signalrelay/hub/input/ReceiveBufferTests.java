// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.input;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * However the bytes are cut, the same messages come out.
 */
class ReceiveBufferTests {

	@Property(tries = 300)
	void cutsDoNotMatter(@ForAll @Size(max = 30) List<@IntRange(min = 0, max = 200) Integer> lengths,
			@ForAll @Size(min = 1, max = 40) List<@IntRange(min = 1, max = 90) Integer> cuts) {
		StringBuilder stream = new StringBuilder();
		List<String> expected = new ArrayList<>();
		for (int index = 0; index < lengths.size(); index++) {
			String message = String.valueOf((char) ('a' + index % 26)).repeat(lengths.get(index));
			expected.add(message);
			stream.append(message).append('\u001e');
		}
		ReceiveBuffer buffer = new ReceiveBuffer(201);
		List<String> actual = new ArrayList<>();
		int from = 0;
		for (int index = 0; from < stream.length(); index++) {
			int to = Math.min(stream.length(), from + cuts.get(index % cuts.size()));
			buffer.add(Payload.utf8(stream.substring(from, to)));
			from = to;
			if (index % 3 != 0) { // sometimes several chunks wait
				readAll(buffer, actual);
			}
		}
		readAll(buffer, actual);
		assertThat(actual).isEqualTo(expected);
		assertThat(buffer.size()).isZero();
	}

	@Property(tries = 100)
	void tooLargeIsFoundWhateverTheCuts(@ForAll @IntRange(min = 1, max = 50) int cut) {
		ReceiveBuffer buffer = new ReceiveBuffer(100);
		for (int sent = 0; sent + cut <= 100; sent += cut) {
			buffer.add(Payload.utf8("x".repeat(cut)));
			assertThat(read(buffer)).isNull();
		}
		buffer.add(Payload.utf8("x".repeat(cut)));
		if (buffer.size() > 100) {
			assertThatExceptionOfType(OversizedMessageException.class).isThrownBy(() -> read(buffer));
		}
	}

	private static void readAll(ReceiveBuffer buffer, List<String> messages) {
		for (String message = read(buffer); message != null; message = read(buffer)) {
			messages.add(message);
		}
	}

	private static String read(ReceiveBuffer buffer) {
		return buffer.read((input) -> {
			int end = HubFraming.RECORD_SEPARATOR.messageEnd(input, input.position());
			if (end == HubFraming.INCOMPLETE) {
				return null;
			}
			ByteBuffer message = input.duplicate().limit(end - 1);
			input.position(end);
			return Payload.copyOf(message).toUtf8String();
		});
	}

}
