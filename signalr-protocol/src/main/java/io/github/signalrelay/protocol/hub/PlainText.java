// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

/**
 * Texts that stand in JSON as they are, between two quotes: ASCII without control
 * characters, quotes, backslashes, and what some settings escape besides.
 */
final class PlainText {

	/** Every character that counts as plain, for trying out what a mapper makes of it. */
	static final String ALL = all();

	private PlainText() {
	}

	private static String all() {
		StringBuilder all = new StringBuilder();
		for (char character = 0; character < 0x80; character++) {
			if (isPlain(character)) {
				all.append(character);
			}
		}
		return all.toString();
	}

	private static boolean isPlain(char character) {
		return character >= 0x20 && character < 0x7F && character != '"' && character != '\\' && character != '/';
	}

	/** Whether a text needs no escapes, however the mapper is set. */
	static boolean is(String text) {
		for (int index = 0; index < text.length(); index++) {
			if (!isPlain(text.charAt(index))) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Puts a plain text into an array.
	 * @return position behind it
	 */
	@SuppressWarnings("deprecation") // loses nothing where all is ASCII
	static int put(String text, byte[] target, int position) {
		text.getBytes(0, text.length(), target, position);
		return position + text.length();
	}

}
