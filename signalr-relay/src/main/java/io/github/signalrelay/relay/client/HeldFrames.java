// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.signalrelay.relay.transport.SharedFrame;

/**
 * Multicasts that came before the hub answered the client's handshake. Owned by the event
 * loop of the connection.
 */
final class HeldFrames {

	private final List<SharedFrame> frames = new ArrayList<>();

	private long bytes;

	void add(SharedFrame frame) {
		this.frames.add(frame.retain());
		this.bytes += frame.size();
	}

	long bytes() {
		return this.bytes;
	}

	/**
	 * Gives up all frames, after each was shown to a consumer.
	 */
	void release(Consumer<SharedFrame> consumer) {
		for (SharedFrame frame : this.frames) {
			consumer.accept(frame);
			frame.release();
		}
		this.frames.clear();
	}

}
