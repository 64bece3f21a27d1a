// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.io.ByteArrayOutputStream;

import io.github.signalrelay.protocol.Payload;

/**
 * Wraps text for the Server-Sent Events transport: each line becomes a {@code data} line,
 * an empty line ends the event (transports reference, section 5).
 */
public final class ServerSentEvent {

	private static final byte[] DATA = { 'd', 'a', 't', 'a', ':', ' ' };

	private ServerSentEvent() {
	}

	/**
	 * Makes one event.
	 * @param text the text; lines end with LF or CR LF
	 * @return the bytes of the event
	 */
	public static Payload write(Payload text) {
		if (text.isEmpty()) {
			return Payload.wrap(new byte[] { '\r', '\n' });
		}
		ByteArrayOutputStream event = new ByteArrayOutputStream(text.length() + 16);
		int start = 0;
		for (int index = 0; index < text.length(); index++) {
			if (text.byteAt(index) == '\n') {
				boolean crlf = index > start && text.byteAt(index - 1) == '\r';
				writeLine(event, text.slice(start, crlf ? index - 1 : index));
				start = index + 1;
			}
		}
		writeLine(event, text.slice(start, text.length()));
		writeEnd(event);
		return Payload.wrap(event.toByteArray());
	}

	private static void writeLine(ByteArrayOutputStream event, Payload line) {
		event.write(DATA, 0, DATA.length);
		line.writeTo(event::write);
		writeEnd(event);
	}

	private static void writeEnd(ByteArrayOutputStream event) {
		event.write('\r');
		event.write('\n');
	}

}
