// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import io.github.signalrelay.protocol.messagepack.LengthPrefix;
import io.github.signalrelay.protocol.messagepack.MessagePackWriter;

/**
 * Writes messages of the service protocol in the forms of the present SDK (service
 * protocol reference, chapter 3).
 */
public final class ServiceMessageWriter {

	private ServiceMessageWriter() {
	}

	/**
	 * Writes a message with its length prefix. The message is measured first, so payloads
	 * are copied once, into the array that is returned. May be called by any thread.
	 * @param message the message
	 * @return a new array, exactly as long as the message
	 * @throws IllegalArgumentException if the message is longer than 2 GB
	 */
	public static byte[] write(ServiceMessage message) {
		MessagePackWriter measuring = MessagePackWriter.measuring();
		ServiceMessageCodec.write(message, measuring);
		int length = measuring.size();
		int prefix = LengthPrefix.size(length);
		byte[] framed = new byte[prefix + length];
		LengthPrefix.write(length, framed, 0);
		ServiceMessageCodec.write(message, MessagePackWriter.exact(framed, prefix));
		return framed;
	}

}
