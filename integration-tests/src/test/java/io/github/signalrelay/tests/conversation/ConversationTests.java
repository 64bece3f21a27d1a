// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.signalrelay.tests.conversation.MessageCutter.Framing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Scripts fail where reality differs from them.
 */
class ConversationTests {

	private static final long SOON = 50;

	private final List<String> sent = new ArrayList<>();

	/** Plays a script against a peer {@code p} that gets these bytes. */
	private void play(String script, String receivedHex, int closeStatus) throws Exception {
		Conversation.play(Script.of("test", "peer p\n" + script), (line, names) -> {
			Peer peer = new Peer(Framing.LENGTH, new Recorder());
			peer.received(HexFormat.ofDelimiter(" ").parseHex(receivedHex));
			if (closeStatus > 0) {
				peer.closed(closeStatus);
			}
			return peer;
		}, SOON);
	}

	private AssertionError failure(String script, String receivedHex) {
		return catchThrowableOfType(AssertionError.class, () -> play(script, receivedHex, 0));
	}

	@ParameterizedTest
	@CsvSource({ "02 91 03, 02 91 03", "02 \"a\" 03, 02 61 03", "@ 92 {x} {x}, 05 92 a1 61 a1 61",
			"@ 92 {x} \"-\" $x, 05 92 a1 61 2d 61", "@ 92 {*} 03, 07 92 82 01 90 c0 c0 03",
			"@ 91 {*bc}, 05 91 a3 61 62 63", "@ 92 {x} ( $x 0d ), 07 92 a1 61 c4 02 61 0d" })
	void sameBytesPass(String line, String received) {
		assertThatNoException().isThrownBy(() -> play("p < " + line, received, 0));
	}

	@ParameterizedTest
	@CsvSource({ "02 91 03, 02 91 04, byte 2: expected 03; but was 04", "02 91 03, 03 91 03 00, byte 0: expected 02",
			"02 91 03 04, 02 91 03, byte 3: expected 04; but the message ends",
			"@ 91, 02 91 03, byte 2: the message should end here", "@ 91 03, 82 00 91 03, byte 0: expected 02",
			"@ 92 {x} {x}, 05 92 a1 61 a1 62, byte 5: expected 61 'a'; but was 62 'b'",
			"@ 91 {x}, 02 91 03, byte 2: no value", "@ 91 {*cb}, 05 91 a3 61 62 63, byte 2: expected a string",
			"@ 92 {x} ( $x ), 06 92 a1 61 c4 02 61, byte 5: expected 01",
			"@ 92 {x} ( $x ), 06 92 a1 61 c4 01 62, byte 6: expected 61", "03 91 a1, 02 91 a1, byte 0: expected 03" })
	void otherBytesFail(String line, String received, String problem) {
		assertThat(failure("\np < " + line, received)).hasMessageContaining("test.txt:3: p < ")
			.hasMessageContaining(problem.replace(';', ','));
	}

	@Test
	void differenceIsMarkedBelowItsByte() {
		assertThat(failure("p < 03 92 03 61", "03 92 04 61")).hasMessageContaining("""
				03 92 04 61
				      ^^ byte 2: expected 03, but was 04
				 .  .  .  a\s""");
	}

	@Test
	void messageThatDoesNotComeFails() {
		assertThat(failure("p < 02 91 03", "")).hasMessageContaining("nothing came");
		assertThat(failure("p < 02 91 03", "02 91")).hasMessageContaining("only a beginning came:\n02 91");
	}

	@Test
	void messageThatNobodyExpectsFails() {
		assertThat(failure("p < 02 91 03", "02 91 03 02 91 04")).hasMessageContaining("behind the last line p got")
			.hasMessageContaining("02 91 04");
	}

	@Test
	void whatIsIgnoredMayComeOrNot() throws Exception {
		play("ignore p 02 91 03\np < 02 91 04", "02 91 03 02 91 03 02 91 04 02 91 03", 0);
		play("ignore p 02 91 03\np < 02 91 03\np < 02 91 04", "02 91 03 02 91 04", 0);
		assertThat(failure("ignore p 02 91 03\np < 02 91 04", "02 91 05 02 91 04")).hasMessageContaining("byte 2");
	}

	@Test
	void closeHasToComeWithItsStatus() throws Exception {
		play("p closed 1000", "", 1000);
		play("p closed", "", 1001);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> play("p closed 1000", "", 1001))
			.withMessageContaining("closed with 1001");
		assertThat(failure("p closed", "")).hasMessageContaining("still open");
	}

	@Test
	void bytesAreSentAsTheyAreWritten() throws Exception {
		play("""
				p < @ 91 {name}
				# a comment
				p > 02 91 03  # another
				p > @ 92 {name} "'#␞"
				  a0 $name
				""", "04 91 a2 68 69", 0);
		assertThat(this.sent).containsExactly("029103", "0a92a2686922231ea06869");
	}

	@Test
	void wordsThatSayNothingFail() {
		assertThat(failure("p dances", "")).hasMessageContaining("'dances' is nothing that a peer does");
	}

	private final class Recorder implements Peer.Output {

		@Override
		public void send(byte[] message, boolean text) {
			ConversationTests.this.sent.add(HexFormat.of().formatHex(message));
		}

		@Override
		public void close(int statusCode) {
			ConversationTests.this.sent.add("close " + statusCode);
		}

		@Override
		public void cut() {
			// nothing is there to be cut
		}

	}

}
