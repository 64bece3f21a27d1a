// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.nio.ByteBuffer;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.HubFraming;
import io.github.signalrelay.protocol.hub.HubProtocolException;

/**
 * Cuts the bytes of a client into whole hub messages. Keeps the beginning of a message
 * only while its end is missing, and never more than the largest message allowed.
 * <p>
 * Owned by the event loop of its connection.
 */
final class InputAssembler {

	private static final int FIRST_CAPACITY = 128;

	private final int maximumMessageSize;

	private byte @Nullable [] partial;

	private int partialLength;

	InputAssembler(int maximumMessageSize) {
		this.maximumMessageSize = maximumMessageSize;
	}

	/**
	 * Whether the beginning of a message waits for its end.
	 */
	boolean isInsideMessage() {
		return this.partialLength > 0;
	}

	/**
	 * Takes the first message out of the input; the rest stays there.
	 * @return the message, or {@code null} when it has no end yet and all was kept
	 * @throws MessageTooLargeException if the message is over the limit
	 * @throws HubProtocolException if its length makes no sense
	 */
	@Nullable Payload first(ByteBuffer input, HubFraming framing) throws MessageTooLargeException {
		if (this.partialLength == 0) {
			int end = end(framing, input, input.position(), input.position());
			if (end == HubFraming.INCOMPLETE) {
				keep(input, input.limit());
				return null;
			}
			return Payload.copyOf(slice(input, end));
		}
		return complete(input, framing);
	}

	/**
	 * Takes all whole messages out of the input and keeps what follows them.
	 * @return one payload with all of them, or {@code null} when there are none
	 * @throws MessageTooLargeException if a message is over the limit
	 * @throws HubProtocolException if a length makes no sense
	 */
	@Nullable Payload whole(ByteBuffer input, HubFraming framing) throws MessageTooLargeException {
		int from = input.position();
		int end = from;
		while (end < input.limit()) {
			int next = end(framing, input, end, end);
			if (next == HubFraming.INCOMPLETE) {
				break;
			}
			end = next;
		}
		Payload messages = (end > from) ? Payload.copyOf(slice(input, end)) : null;
		if (input.hasRemaining()) {
			keep(input, input.limit());
		}
		return messages;
	}

	private int end(HubFraming framing, ByteBuffer bytes, int start, int searchFrom) throws MessageTooLargeException {
		int end = framing.messageEnd(bytes, searchFrom);
		int size = ((end == HubFraming.INCOMPLETE) ? bytes.limit() : end) - start;
		if (size > this.maximumMessageSize) {
			throw new MessageTooLargeException(this.maximumMessageSize);
		}
		return end;
	}

	/**
	 * Finishes the message that was begun. What was searched before is not searched
	 * again.
	 */
	private @Nullable Payload complete(ByteBuffer input, HubFraming framing) throws MessageTooLargeException {
		int before = this.partialLength;
		int room = this.maximumMessageSize + 1 - before;
		int added = Math.min(room, input.remaining());
		keep(input, input.position() + added);
		ByteBuffer bytes = ByteBuffer.wrap(kept(), 0, this.partialLength);
		int end = end(framing, bytes, 0, (framing == HubFraming.RECORD_SEPARATOR) ? before : 0);
		if (end == HubFraming.INCOMPLETE) {
			return null;
		}
		input.position(input.position() - (this.partialLength - end)); // too much was
																		// taken
		Payload message = Payload.wrap(Arrays.copyOf(kept(), end));
		this.partial = null;
		this.partialLength = 0;
		return message;
	}

	private void keep(ByteBuffer input, int to) {
		int added = to - input.position();
		byte[] target = roomFor(this.partialLength + added);
		input.get(target, this.partialLength, added);
		this.partialLength += added;
	}

	private byte[] roomFor(int size) {
		byte[] current = this.partial;
		if (current == null || current.length < size) {
			int capacity = Math.max(FIRST_CAPACITY, Math.max(size, 2 * this.partialLength));
			current = (current != null) ? Arrays.copyOf(current, capacity) : new byte[capacity];
			this.partial = current;
		}
		return current;
	}

	private byte[] kept() {
		byte[] current = this.partial;
		if (current == null) {
			throw new IllegalStateException("No message was begun");
		}
		return current;
	}

	/**
	 * The part up to a position; the input moves behind it.
	 */
	private static ByteBuffer slice(ByteBuffer input, int end) {
		ByteBuffer part = input.duplicate().limit(end);
		input.position(end);
		return part;
	}

}
