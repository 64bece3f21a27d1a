// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.conversation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * One or more messages as a script writes them: bytes in hexadecimal digits, texts, and
 * placeholders for what cannot be known before.
 *
 * @param tokens the parts, in order
 */
record BytePattern(List<Token> tokens) {

	private static final char RECORD_SEPARATOR_SYMBOL = '\u241e';

	/** A text, the beginning of a comment, or a word. */
	private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|#|[^\\s\"#]+");

	/**
	 * Reads a pattern.
	 * @param source its text; a {@code #} outside of texts begins a comment
	 * @return the pattern
	 */
	static BytePattern parse(String source) {
		Deque<List<Token>> open = new ArrayDeque<>(List.of(new ArrayList<>()));
		for (String word : words(source)) {
			if (word.equals("(")) {
				open.push(new ArrayList<>());
			}
			else if (word.equals(")")) {
				Token binary = new Binary(open.pop());
				open.element().add(binary);
			}
			else {
				open.element().add(token(word));
			}
		}
		return new BytePattern(open.pop());
	}

	private static List<String> words(String source) {
		List<String> words = new ArrayList<>();
		Matcher matcher = WORD.matcher(source);
		while (matcher.find() && !matcher.group().startsWith("#")) {
			words.add(matcher.group());
		}
		return words;
	}

	private static Token token(String word) {
		if (word.startsWith("\"")) {
			String text = word.substring(1, word.length() - 1)
				.replace('\'', '"')
				.replace(RECORD_SEPARATOR_SYMBOL, '\u001e');
			return new Bytes(text.getBytes(StandardCharsets.UTF_8));
		}
		if (word.equals("@")) {
			return new Length();
		}
		if (word.equals("{*}")) {
			return new AnyValue();
		}
		if (word.startsWith("{*")) {
			return new TextEnding(word.substring(2, word.length() - 1));
		}
		if (word.startsWith("{")) {
			return new Name(word.substring(1, word.length() - 1), true);
		}
		if (word.startsWith("$")) {
			return new Name(word.substring(1), false);
		}
		return new Bytes(HexFormat.of().parseHex(word));
	}

	/**
	 * Writes the bytes.
	 * @param names values of the placeholders
	 * @return the bytes
	 */
	byte[] write(Map<String, String> names) {
		return write(this.tokens, names);
	}

	private static byte[] write(List<Token> tokens, Map<String, String> names) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (int index = tokens.size() - 1; index >= 0; index--) {
			byte[] behind = bytes.toByteArray();
			bytes.reset();
			bytes.writeBytes(tokens.get(index).write(names, behind.length));
			bytes.writeBytes(behind);
		}
		return bytes.toByteArray();
	}

	/**
	 * Compares with a message.
	 * @param message the whole message
	 * @param names values of the placeholders; those that are new are added when all of
	 * the message fits
	 * @return the first difference, or {@code null} if there is none
	 */
	@Nullable Difference compare(byte[] message, Map<String, String> names) {
		Map<String, String> found = new HashMap<>(names);
		int position = 0;
		for (Token token : this.tokens) {
			try {
				int next = token.match(message, position, found);
				if (next > message.length) {
					return new Difference(message.length, "the message ends here");
				}
				position = next;
			}
			catch (Difference.Found ex) {
				return ex.difference();
			}
			catch (IndexOutOfBoundsException | IllegalArgumentException ex) {
				return new Difference(position, "no value for " + token + ": " + ex.getMessage());
			}
		}
		if (position < message.length) {
			return new Difference(position, "the message should end here");
		}
		names.putAll(found);
		return null;
	}

	/** A part of a pattern. */
	sealed interface Token {

		byte[] write(Map<String, String> names, int behind);

		/** Position behind what fits. */
		int match(byte[] message, int position, Map<String, String> names);

	}

	/**
	 * Bytes as they are.
	 */
	private record Bytes(byte[] bytes) implements Token {

		@Override
		public byte[] write(Map<String, String> names, int behind) {
			return this.bytes;
		}

		@Override
		public int match(byte[] message, int position, Map<String, String> names) {
			for (int index = 0; index < this.bytes.length; index++) {
				int at = position + index;
				if (at >= message.length) {
					throw new Difference.Found(at, "expected " + hex(this.bytes[index]) + ", but the message ends");
				}
				if (message[at] != this.bytes[index]) {
					throw new Difference.Found(at,
							"expected " + hex(this.bytes[index]) + ", but was " + hex(message[at]));
				}
			}
			return position + this.bytes.length;
		}

		private static String hex(byte value) {
			String shown = (value > ' ' && value < 0x7f) ? " '" + (char) value + "'" : "";
			return HexFormat.of().toHexDigits(value) + shown;
		}

	}

	/** Length of all that follows, seven bits a byte, the lowest first. */
	private record Length() implements Token {

		@Override
		public byte[] write(Map<String, String> names, int behind) {
			ByteArrayOutputStream prefix = new ByteArrayOutputStream();
			int left = behind;
			for (; left > 0x7f; left >>>= 7) {
				prefix.write(0x80 | left);
			}
			prefix.write(left);
			return prefix.toByteArray();
		}

		@Override
		public int match(byte[] message, int position, Map<String, String> names) {
			int prefix = 1;
			while (message[position + prefix - 1] < 0) {
				prefix++;
			}
			return new Bytes(write(names, message.length - position - prefix)).match(message, position, names);
		}

	}

	/**
	 * A MessagePack binary of up to 255 bytes.
	 *
	 * @param content what it holds
	 */
	private record Binary(List<Token> content) implements Token {

		private static final byte HEAD = (byte) 0xc4;

		@Override
		public byte[] write(Map<String, String> names, int behind) {
			byte[] bytes = BytePattern.write(this.content, names);
			ByteArrayOutputStream all = new ByteArrayOutputStream();
			all.write(HEAD);
			all.write(bytes.length);
			all.writeBytes(bytes);
			return all.toByteArray();
		}

		@Override
		public int match(byte[] message, int position, Map<String, String> names) {
			int start = new Bytes(new byte[] { HEAD }).match(message, position, names) + 1;
			int end = start;
			for (Token token : this.content) {
				end = token.match(message, end, names);
			}
			new Bytes(new byte[] { (byte) (end - start) }).match(message, start - 1, names);
			return end;
		}

	}

	/** A MessagePack value that the script does not care for. */
	private record AnyValue() implements Token {

		@Override
		public byte[] write(Map<String, String> names, int behind) {
			throw new IllegalStateException("{*} has no bytes that could be sent");
		}

		@Override
		public int match(byte[] message, int position, Map<String, String> names) {
			return ForeignValue.end(message, position);
		}

	}

	/**
	 * A MessagePack string of which only the end is known.
	 *
	 * @param end its end
	 */
	private record TextEnding(String end) implements Token {

		@Override
		public byte[] write(Map<String, String> names, int behind) {
			throw new IllegalStateException("the beginning is not known");
		}

		@Override
		public int match(byte[] message, int position, Map<String, String> names) {
			String text = ForeignValue.text(message, position);
			if (!text.endsWith(this.end)) {
				throw new Difference.Found(position, "expected a string that ends with " + this.end);
			}
			return ForeignValue.end(message, position);
		}

	}

	/**
	 * A text that is the same wherever it stands.
	 *
	 * @param name its name
	 * @param value whether it is a MessagePack string, or else plain bytes of a text that
	 * is known
	 */
	private record Name(String name, boolean value) implements Token {

		@Override
		public byte[] write(Map<String, String> names, int behind) {
			String text = names.get(this.name);
			if (text == null) {
				throw new IllegalStateException("nothing is known yet of " + this.name);
			}
			return this.value ? ForeignValue.ofText(text) : text.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public int match(byte[] message, int position, Map<String, String> names) {
			if (this.value && !names.containsKey(this.name)) {
				names.put(this.name, ForeignValue.text(message, position));
				return ForeignValue.end(message, position);
			}
			return new Bytes(write(names, 0)).match(message, position, names);
		}

	}

}
