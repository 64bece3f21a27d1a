// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.messagepack;

/**
 * Length in front of each message of the service protocol and the MessagePack hub
 * protocol: base-128, lowest group first, high bit set on all bytes but the last (service
 * protocol reference, 1.5; hub protocol reference, section 5).
 */
public final class LengthPrefix {

	/** Bytes of the longest prefix. */
	public static final int MAX_SIZE = 5;

	private LengthPrefix() {
	}

	/**
	 * Bytes that the prefix of a body takes.
	 * @param length number of bytes in the body
	 * @return 1 to {@link #MAX_SIZE}
	 */
	public static int size(int length) {
		int size = 1;
		for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
			size++;
		}
		return size;
	}

	/**
	 * Writes the prefix of a body.
	 * @param length number of bytes in the body
	 * @param target where to
	 * @param position of the first byte in the target
	 */
	public static void write(int length, byte[] target, int position) {
		int index = position;
		int rest = length;
		while (rest > 0x7F) {
			target[index++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		target[index] = (byte) rest;
	}

}
