// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

import java.util.Arrays;

import io.github.signalrelay.benchmarks.load.measure.Stamp;

/**
 * What stands around the text of a message, encoded once.
 */
public final class Envelope {

	private final byte[] before;

	private final byte[] after;

	private final int text;

	/**
	 * Cuts a message in two where its text stands.
	 * @param message an encoded message whose text is {@link #sampleText}
	 * @param text length of the text
	 */
	Envelope(byte[] message, int text) {
		int at = 0;
		while (message[at] != Stamp.MARK || message[at + 1] != Stamp.MARK) {
			at++;
		}
		this.before = Arrays.copyOf(message, at);
		this.after = Arrays.copyOfRange(message, at + text, message.length);
		this.text = text;
	}

	/**
	 * A text that is easily found in an encoded message.
	 * @param length number of characters
	 * @return the text
	 */
	static String sampleText(int length) {
		return "~~" + "x".repeat(length - 2);
	}

	/**
	 * Length of the whole message.
	 * @return the number of bytes
	 */
	public int length() {
		return this.before.length + this.text + this.after.length;
	}

	/**
	 * Writes the message from index 0 on.
	 * @param target array of at least {@link #length()} bytes
	 * @param due when it was due
	 * @param sender who sends it
	 * @param sequence its number
	 */
	public void write(byte[] target, long due, int sender, int sequence) {
		int at = this.before.length;
		System.arraycopy(this.before, 0, target, 0, at);
		Stamp.write(target, at, due, sender, sequence);
		int end = at + this.text;
		Arrays.fill(target, at + Stamp.LENGTH, end, Stamp.FILLER);
		System.arraycopy(this.after, 0, target, end, this.after.length);
	}

}
