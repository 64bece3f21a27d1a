// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

/**
 * The next deliveries of a multicast, done some dozens at a time and in steps: what one
 * client needs lies in several places of memory, and one client after the other, with a
 * system call between, the processor would wait for each of these in turn. Step by step,
 * it waits for those of several clients together.
 * <p>
 * Owned by an event loop.
 */
final class Deliveries {

	private static final Logger logger = LoggerFactory.getLogger(Deliveries.class);

	private static final int MOST = 64;

	private final @Nullable ClientConnection[] connections = new ClientConnection[MOST];

	private final @Nullable SharedFrame[] frames = new SharedFrame[MOST];

	private final @Nullable SocketOutput[] outputs = new SocketOutput[MOST];

	private int size;

	/** Whether nothing is to be written behind the present multicast. */
	private boolean last;

	private int done;

	/**
	 * Begins with another multicast.
	 * @param nothingFollows whether it may leave at once, since nothing waits behind it
	 */
	void begin(boolean nothingFollows) {
		this.last = nothingFollows;
		this.done = 0;
	}

	/**
	 * Delivers a frame, which stays the caller's, not later than the next {@link #run}.
	 */
	void add(ClientConnection connection, SharedFrame frame) {
		this.connections[this.size] = connection;
		this.frames[this.size] = frame;
		this.size++;
		if (this.size == MOST) {
			run();
		}
	}

	/** Does what was added. */
	void run() {
		int count = this.size;
		this.size = 0;
		if (this.last) {
			for (int index = 0; index < count; index++) {
				this.outputs[index] = idleOutput(this.connections[index], this.frames[index]);
			}
		}
		boolean queued = false;
		for (int index = 0; index < count; index++) {
			deliver(this.connections[index], this.frames[index], this.outputs[index]);
			queued |= this.outputs[index] == null;
		}
		if (this.last && queued) {
			flush(count);
		}
		Arrays.fill(this.connections, 0, count, null);
		Arrays.fill(this.frames, 0, count, null);
		Arrays.fill(this.outputs, 0, count, null);
	}

	/** As long as what these clients need is at hand. */
	private void flush(int count) {
		for (int index = 0; index < count; index++) {
			ClientConnection connection = this.connections[index];
			if (connection != null && this.outputs[index] == null) {
				connection.flush();
			}
		}
	}

	private static @Nullable SocketOutput idleOutput(@Nullable ClientConnection connection,
			@Nullable SharedFrame frame) {
		return (connection != null && frame != null) ? connection.idleOutput(frame.size()) : null;
	}

	private void deliver(@Nullable ClientConnection connection, @Nullable SharedFrame frame,
			@Nullable SocketOutput output) {
		if (connection == null || frame == null) {
			return;
		}
		try {
			if (output != null) {
				output.writeAndFlush(frame);
			}
			else {
				connection.writeShared(frame);
			}
			this.done += Math.max(1, frame.parts().size());
		}
		catch (RuntimeException ex) {
			// A fault that concerns one client; the others get the message
			logger.error("Writing to client {} failed", connection.id(), ex);
			connection.close(CloseCategory.INTERNAL_ERROR, null, true);
		}
	}

	/** Number of deliveries that were done of the present multicast. */
	int done() {
		return this.done;
	}

}
