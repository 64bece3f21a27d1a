// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;

import io.github.signalrelay.protocol.service.FlowControlOperation;

/**
 * What the app server of one client was told about the client's output (service protocol
 * reference, 3.8 and 6.8): pause, then, when it has acknowledged that, resume. There are
 * two reasons to pause, a client that takes less than it is sent and a client that is to
 * leave. Another pause comes behind the acknowledgement only, so that each of these
 * belongs to one pause. Owned by the event loop of the client.
 */
final class OutputFlow {

	private static final List<FlowControlOperation> NOTHING = List.of();

	private static final List<FlowControlOperation> PAUSE = List.of(FlowControlOperation.PAUSE);

	private static final List<FlowControlOperation> RESUME = List.of(FlowControlOperation.RESUME);

	/**
	 * What an app server held back for a slow client comes out before the client leaves.
	 */
	private static final List<FlowControlOperation> LET_OUT_AND_PAUSE = List.of(FlowControlOperation.RESUME,
			FlowControlOperation.PAUSE);

	private boolean full;

	private boolean leaving;

	/** Whether what is held back for a slow client must come out before it leaves. */
	private boolean lettingOut;

	/** Whether the last pause was told to let the client leave. */
	private boolean pausedToLeave;

	private State state = State.FLOWING;

	/**
	 * Takes down how the client does.
	 * @param nowFull whether too much waits for it
	 * @return what to tell the app server, in this order
	 */
	List<FlowControlOperation> full(boolean nowFull) {
		this.full = nowFull;
		return next();
	}

	/**
	 * Takes down how the client does, for an app server that cannot be told.
	 * @param nowFull whether too much waits for it
	 */
	void remember(boolean nowFull) {
		this.full = nowFull;
	}

	/**
	 * The client is to leave its server connection.
	 * @param letOut whether what the app server holds back would be lost then
	 * @return what to tell the app server, in this order
	 */
	List<FlowControlOperation> leave(boolean letOut) {
		this.leaving = true;
		this.lettingOut = letOut;
		return next();
	}

	/**
	 * The client stays where it is.
	 * @return what to tell the app server, in this order
	 */
	List<FlowControlOperation> stay() {
		this.leaving = false;
		return next();
	}

	/**
	 * The app server has acknowledged a pause.
	 * @return what to tell it, in this order
	 */
	List<FlowControlOperation> acknowledged() {
		if (this.state == State.PAUSING) {
			this.state = State.PAUSED;
		}
		return next();
	}

	private List<FlowControlOperation> next() {
		return switch (this.state) {
			case FLOWING -> (this.full || this.leaving) ? pause(PAUSE) : NOTHING;
			case PAUSING -> NOTHING;
			case PAUSED -> behindPause();
		};
	}

	private List<FlowControlOperation> behindPause() {
		if (this.full || isReadyToLeave()) {
			return NOTHING;
		}
		if (this.leaving) {
			return pause(LET_OUT_AND_PAUSE);
		}
		this.state = State.FLOWING;
		return RESUME;
	}

	private List<FlowControlOperation> pause(List<FlowControlOperation> words) {
		this.state = State.PAUSING;
		this.pausedToLeave = this.leaving;
		return words;
	}

	/**
	 * Whether the app server has said that nothing more comes for a client that leaves.
	 * @return {@code true} when it may leave
	 */
	boolean isReadyToLeave() {
		return this.leaving && this.state == State.PAUSED && (this.pausedToLeave || !this.lettingOut);
	}

	/** The client has left for another server connection, which knows nothing yet. */
	void left() {
		this.leaving = false;
		this.state = State.FLOWING;
	}

	/**
	 * Looks again at how the client does.
	 * @return what to tell the app server, in this order
	 */
	List<FlowControlOperation> again() {
		return next();
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
