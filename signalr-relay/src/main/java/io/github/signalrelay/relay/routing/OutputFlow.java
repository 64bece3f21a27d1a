// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.FlowControlOperation;

/**
 * What the app server of one client was told about the client's output (service protocol
 * reference, 3.8 and 6.8): pause, then, when it has acknowledged that and the client has
 * caught up, resume. The next pause comes behind that only, so that each acknowledgement
 * belongs to one pause. Owned by the event loop of the client.
 */
final class OutputFlow {

	private boolean full;

	private State state = State.FLOWING;

	/**
	 * Takes down how the client does.
	 * @param nowFull whether too much waits for it
	 * @return what to tell the app server, or {@code null} for nothing
	 */
	@Nullable FlowControlOperation full(boolean nowFull) {
		this.full = nowFull;
		return next();
	}

	/**
	 * The app server has acknowledged a pause.
	 * @return what to tell it, or {@code null} for nothing
	 */
	@Nullable FlowControlOperation acknowledged() {
		if (this.state == State.PAUSING) {
			this.state = State.PAUSED;
		}
		return next();
	}

	private @Nullable FlowControlOperation next() {
		if (this.full && this.state == State.FLOWING) {
			this.state = State.PAUSING;
			return FlowControlOperation.PAUSE;
		}
		if (!this.full && this.state == State.PAUSED) {
			this.state = State.FLOWING;
			return FlowControlOperation.RESUME;
		}
		return null;
	}

	/**
	 * Whether data may still be under way that was sent before the app server knew.
	 * @return {@code true} between a pause and its acknowledgement
	 */
	boolean isPausing() {
		return this.state == State.PAUSING;
	}

	/** Where the talk with the app server stands. */
	private enum State {

		FLOWING, PAUSING, PAUSED

	}

}
