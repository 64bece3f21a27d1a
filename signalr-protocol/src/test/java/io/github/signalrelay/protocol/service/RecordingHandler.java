// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.service;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.github.signalrelay.protocol.messagepack.LengthPrefix;

/**
 * Notes what a reader finds: messages as they are, unknown types as numbers, problems as
 * texts.
 */
final class RecordingHandler implements ServiceMessageReader.Handler {

	final List<Object> found = new ArrayList<>();

	@Override
	public void onMessage(ServiceMessage message) {
		this.found.add(message);
	}

	@Override
	public void onUnknownType(int type) {
		this.found.add(type);
	}

	@Override
	public void onInvalid(String problem) {
		this.found.add(problem);
	}

	/** What a new reader finds in some bytes. */
	static List<Object> read(byte[] bytes) {
		RecordingHandler handler = new RecordingHandler();
		new ServiceMessageReader(1 << 25).read(ByteBuffer.wrap(bytes), handler);
		return handler.found;
	}

	/** Puts the length in front of a body. */
	static byte[] framed(byte[] body) {
		int prefix = LengthPrefix.size(body.length);
		byte[] framed = new byte[prefix + body.length];
		LengthPrefix.write(body.length, framed, 0);
		System.arraycopy(body, 0, framed, prefix, body.length);
		return framed;
	}

}
