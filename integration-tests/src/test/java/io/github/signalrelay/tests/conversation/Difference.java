// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.util.HexFormat;

/**
 * Where a message first differs from what a script expects.
 *
 * @param position the byte
 * @param problem what is wrong with it
 */
record Difference(int position, String problem) {

	/**
	 * Shows a message with a mark below the byte.
	 * @param message the message
	 * @return three lines: digits, mark, and the message as far as it is text
	 */
	String show(byte[] message) {
		StringBuilder text = new StringBuilder();
		for (byte value : message) {
			text.append((value >= ' ' && value < 0x7f) ? " " + (char) value + " " : " . ");
		}
		return HexFormat.ofDelimiter(" ").formatHex(message) + "\n" + " ".repeat(3 * this.position) + "^^ byte "
				+ this.position + ": " + this.problem + "\n" + text;
	}

	/** Ends a comparison. */
	static final class Found extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final transient Difference difference;

		Found(int position, String problem) {
			super(problem, null, false, false);
			this.difference = new Difference(position, problem);
		}

		Difference difference() {
			return this.difference;
		}

	}

}
