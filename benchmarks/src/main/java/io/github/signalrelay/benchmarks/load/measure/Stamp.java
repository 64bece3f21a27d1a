// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.measure;

import java.util.Arrays;

/**
 * Head of each message's text: {@code ~}, the time when the message was due as 16 digits
 * of {@link System#nanoTime()}, the sender as 4 and its sequence number as 8, all
 * hexadecimal. Such a text passes through JSON, MessagePack and STOMP as it is.
 */
public final class Stamp {

	/** Number of bytes. */
	public static final int LENGTH = 29;

	/** First byte, which occurs nowhere else in what servers send. */
	public static final byte MARK = '~';

	/** What follows a stamp until the text has its length. */
	public static final byte FILLER = 'x';

	private static final byte[] DIGITS = { '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e',
			'f' };

	private static final byte[] VALUES = values();

	private Stamp() {
	}

	private static byte[] values() {
		byte[] values = new byte[256];
		Arrays.fill(values, (byte) -1);
		for (int digit = 0; digit < DIGITS.length; digit++) {
			values[DIGITS[digit]] = (byte) digit;
		}
		return values;
	}

	/**
	 * Writes a stamp.
	 * @param target where to
	 * @param at index of its first byte
	 * @param due when the message was due, of {@link System#nanoTime()}
	 * @param sender number of the sender, 16 bits
	 * @param sequence number of the message, per sender
	 */
	public static void write(byte[] target, int at, long due, int sender, int sequence) {
		target[at] = MARK;
		digits(target, at + 1, due, 16);
		digits(target, at + 17, sender, 4);
		digits(target, at + 21, sequence, 8);
	}

	private static void digits(byte[] target, int at, long value, int count) {
		long rest = value;
		for (int index = at + count - 1; index >= at; index--) {
			target[index] = DIGITS[(int) (rest & 0xF)];
			rest >>>= 4;
		}
	}

	/**
	 * Whether a whole stamp stands there.
	 * @param data bytes, {@link #LENGTH} of them behind the index
	 * @param at index of the mark
	 * @return {@code false} if one of the bytes is no digit
	 */
	public static boolean isAt(byte[] data, int at) {
		int all = 0;
		for (int index = at + 1; index < at + LENGTH; index++) {
			all |= VALUES[data[index] & 0xFF];
		}
		return all >= 0 && data[at] == MARK;
	}

	/**
	 * When the message was due.
	 * @param data bytes with a stamp
	 * @param at index of the mark
	 * @return the time
	 */
	public static long due(byte[] data, int at) {
		return number(data, at + 1, 16);
	}

	/**
	 * Who sent it.
	 * @param data bytes with a stamp
	 * @param at index of the mark
	 * @return the number of the sender
	 */
	public static int sender(byte[] data, int at) {
		return (int) number(data, at + 17, 4);
	}

	/**
	 * Which of the sender's messages it is.
	 * @param data bytes with a stamp
	 * @param at index of the mark
	 * @return the sequence number
	 */
	public static int sequence(byte[] data, int at) {
		return (int) number(data, at + 21, 8);
	}

	private static long number(byte[] data, int from, int count) {
		long number = 0;
		for (int index = from; index < from + count; index++) {
			number = (number << 4) | VALUES[data[index] & 0xFF];
		}
		return number;
	}

}
