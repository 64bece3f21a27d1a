// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.input;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubProtocolException;

/**
 * Chunks that the service marked as partial: held back until the next whole one, dropped
 * when the client came back on a new transport, since it repeats them (service protocol
 * reference, section 6.10). Owned by the serial queue of its connection.
 */
final class PartialInput {

	private final long limit;

	private final List<Payload> held = new ArrayList<>();

	private long heldBytes;

	/**
	 * Creates an input.
	 * @param limit number of bytes that may be held back
	 */
	PartialInput(long limit) {
		this.limit = limit;
	}

	void hold(Payload chunk) {
		this.heldBytes += chunk.length();
		if (this.heldBytes > this.limit) {
			throw new HubProtocolException("More than " + this.limit
					+ " bytes of partial messages. The limit follows the maximum message size.");
		}
		this.held.add(chunk);
	}

	/**
	 * Puts what was held before a whole chunk.
	 * @param chunk the chunk
	 * @return all bytes in order
	 */
	Payload complete(Payload chunk) {
		if (this.held.isEmpty()) {
			return chunk;
		}
		ByteBuffer all = ByteBuffer.allocate((int) this.heldBytes + chunk.length());
		this.held.forEach((part) -> part.writeTo(all));
		chunk.writeTo(all);
		drop();
		return Payload.wrap(all.array());
	}

	/**
	 * Forgets what was held.
	 * @return number of bytes
	 */
	int drop() {
		int dropped = (int) this.heldBytes;
		this.held.clear();
		this.heldBytes = 0;
		return dropped;
	}

}
