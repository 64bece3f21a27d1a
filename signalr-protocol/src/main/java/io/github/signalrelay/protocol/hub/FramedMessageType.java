// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;

import io.github.signalrelay.protocol.json.JsonFormatException;
import io.github.signalrelay.protocol.json.JsonObjectReader;

/**
 * Finds the type of a framed hub message without decoding it, for whoever passes messages
 * on and counts them (hub protocol reference, sections 4, 5 and 14). Nothing here keeps
 * state; any thread may call it.
 */
public final class FramedMessageType {

	/** What is answered for a message whose type cannot be told. */
	public static final int UNKNOWN = 0;

	private static final byte[] JSON_FIRST = { '{', '"', 't', 'y', 'p', 'e', '"', ':' };

	private static final byte[] JSON_LAST = { ',', '"', 't', 'y', 'p', 'e', '"', ':' };

	private FramedMessageType() {
	}

	/**
	 * Whether messages of a type have a sequence id in stateful reconnect.
	 * @param type number of the type
	 * @return {@code true} for the types 1 to 5
	 */
	public static boolean isTrackable(int type) {
		return type >= Invocation.TYPE && type <= CancelInvocation.TYPE;
	}

	/**
	 * Counts the messages that have a sequence id.
	 * @param bytes whole messages from position to limit; both stay as they are
	 * @param framing where messages end
	 * @return the number; what is not whole does not count
	 */
	public static int countTrackable(ByteBuffer bytes, HubFraming framing) {
		int count = 0;
		int from = bytes.position();
		while (from < bytes.limit()) {
			int end = framing.messageEnd(bytes, from);
			if (end == HubFraming.INCOMPLETE) {
				break;
			}
			if (isTrackable(of(bytes, from, end, framing))) {
				count++;
			}
			from = end;
		}
		return count;
	}

	/**
	 * Finds the type of one whole message.
	 * @param bytes holds the message; position and limit do not matter and stay
	 * @param from absolute position of its first byte
	 * @param to absolute position behind it, separator included
	 * @param framing how it is framed, which tells how it is encoded
	 * @return number of the type, or {@link #UNKNOWN} when it cannot be told
	 */
	public static int of(ByteBuffer bytes, int from, int to, HubFraming framing) {
		return (framing == HubFraming.RECORD_SEPARATOR) ? ofJson(bytes, from, to - 1) : ofMessagePack(bytes, from, to);
	}

	/**
	 * Most writers put the type first, the JavaScript client last. In well-formed JSON
	 * nothing but a property of the message itself can stand in these two places.
	 */
	private static int ofJson(ByteBuffer bytes, int from, int to) {
		if (to - from > JSON_LAST.length + 1 && bytes.get(to - 1) == '}' && isDigit(bytes.get(to - 2))) {
			int key = to - 2 - JSON_LAST.length;
			if (key >= from && matches(bytes, key, JSON_LAST)) {
				return bytes.get(to - 2) - '0';
			}
		}
		int value = from + JSON_FIRST.length;
		if (value + 1 < to && matches(bytes, from, JSON_FIRST) && isDigit(bytes.get(value))
				&& (bytes.get(value + 1) == ',' || bytes.get(value + 1) == '}')) {
			return bytes.get(value) - '0';
		}
		return ofAnyJson(bytes, from, to);
	}

	private static boolean isDigit(byte value) {
		return value >= '0' && value <= '9';
	}

	private static boolean matches(ByteBuffer bytes, int from, byte[] expected) {
		for (int index = 0; index < expected.length; index++) {
			if (bytes.get(from + index) != expected[index]) {
				return false;
			}
		}
		return true;
	}

	private static int ofAnyJson(ByteBuffer bytes, int from, int to) {
		int type = UNKNOWN;
		try (JsonObjectReader reader = JsonObjectReader.open(bytes.duplicate().limit(to).position(from))) {
			for (String name = reader.nextName(); name != null; name = reader.nextName()) {
				if (name.equals("type")) {
					type = reader.integer(name); // of a repeated property the last counts
				}
				else {
					reader.skip();
				}
			}
			return type;
		}
		catch (JsonFormatException ex) {
			return UNKNOWN; // whoever decodes it will say what is wrong
		}
	}

	private static int ofMessagePack(ByteBuffer bytes, int from, int to) {
		int position = from;
		while (position < to && bytes.get(position) < 0) {
			position++; // the length prefix
		}
		position++;
		if (position >= to) {
			return UNKNOWN;
		}
		int array = bytes.get(position) & 0xFF;
		int header = ((array & 0xF0) == 0x90) ? 1 : (array == 0xDC) ? 3 : (array == 0xDD) ? 5 : 0;
		return (header > 0) ? integer(bytes, position + header, to) : UNKNOWN;
	}

	/** Types are small numbers, but writers may choose a wider form. */
	private static int integer(ByteBuffer bytes, int position, int to) {
		if (position >= to) {
			return UNKNOWN;
		}
		int first = bytes.get(position);
		int width = switch (first & 0xFF) {
			case 0xCC, 0xD0 -> 1;
			case 0xCD, 0xD1 -> 2;
			case 0xCE, 0xD2 -> 4;
			case 0xCF, 0xD3 -> 8;
			default -> 0;
		};
		if (width == 0) {
			return Math.max(first, UNKNOWN);
		}
		long value = 0;
		for (int index = 1; index <= width && position + index < to; index++) {
			value = (value << 8) | (bytes.get(position + index) & 0xFF);
		}
		return (value > 0 && value <= Byte.MAX_VALUE && position + width < to) ? (int) value : UNKNOWN;
	}

}
