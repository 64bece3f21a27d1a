// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.json.JsonFormatException;
import io.github.signalrelay.protocol.json.JsonObjectReader;
import io.github.signalrelay.protocol.messagepack.MessagePackFormatException;
import io.github.signalrelay.protocol.messagepack.MessagePackReader;

/**
 * Finds the invocation id of a framed hub message without decoding its values, for
 * whoever passes messages on and has to know which calls are open (hub protocol
 * reference, sections 4 and 5). Nothing here keeps state; any thread may call it.
 */
public final class FramedInvocationId {

	private FramedInvocationId() {
	}

	/**
	 * Finds the id of one whole message of the types 1 to 5.
	 * @param bytes holds the message; position and limit do not matter and stay
	 * @param from absolute position of its first byte
	 * @param to absolute position behind it, separator included
	 * @param framing how it is framed, which tells how it is encoded
	 * @return the id, or {@code null} when the message has none or cannot be read
	 */
	public static @Nullable String of(ByteBuffer bytes, int from, int to, HubFraming framing) {
		try {
			return (framing == HubFraming.RECORD_SEPARATOR) ? ofJson(bytes, from, to - 1)
					: ofMessagePack(bytes, from, to);
		}
		catch (JsonFormatException | MessagePackFormatException | HubProtocolException ex) {
			return null; // whoever decodes it will say what is wrong
		}
	}

	private static @Nullable String ofJson(ByteBuffer bytes, int from, int to) {
		try (JsonObjectReader reader = JsonObjectReader.open(bytes.duplicate().limit(to).position(from))) {
			for (String name = reader.nextName(); name != null; name = reader.nextName()) {
				if (name.equals("invocationId")) {
					return orNull(reader.string(name));
				}
				reader.skip();
			}
			return null;
		}
	}

	private static @Nullable String ofMessagePack(ByteBuffer bytes, int from, int to) {
		int start = from;
		while (start < to && bytes.get(start) < 0) {
			start++; // the length prefix
		}
		if (start >= to) {
			return null;
		}
		byte[] body = new byte[to - start - 1];
		bytes.get(start + 1, body);
		MessagePackFields fields = new MessagePackFields(new MessagePackReader(body));
		fields.arrayLength("message");
		fields.skip();
		fields.skip();
		return orNull(fields.string("invocationId"));
	}

	private static @Nullable String orNull(@Nullable String id) {
		return (id != null && !id.isEmpty()) ? id : null;
	}

}
