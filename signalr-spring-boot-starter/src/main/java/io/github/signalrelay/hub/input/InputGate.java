// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.input;

import java.util.function.Supplier;

import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * Counts the input of one client that waits for its hub, and asks the relay to stop and
 * to go on. Guarded by its own lock, since input is counted where it arrives.
 */
final class InputGate {

	private final String connectionId;

	private final Supplier<ServiceLink> link;

	private final long high;

	private long waiting;

	private boolean paused;

	private boolean ended;

	InputGate(String connectionId, Supplier<ServiceLink> link, long high) {
		this.connectionId = connectionId;
		this.link = link;
		this.high = high;
	}

	synchronized void arrived(int bytes) {
		this.waiting += bytes;
		if (!this.paused && !this.ended && this.waiting > this.high) {
			this.paused = true;
			this.link.get().pauseInput(this.connectionId);
		}
	}

	/** The link is another one, which has not been asked to stop. */
	synchronized void moved() {
		if (this.paused) {
			this.link.get().pauseInput(this.connectionId);
		}
	}

	synchronized void consumed(int bytes) {
		this.waiting -= bytes;
		if (this.waiting <= this.high / 2) {
			resume();
		}
	}

	/**
	 * The hub has nothing to do: all that waits is the beginning of a message, however
	 * large, and the rest must be let in.
	 */
	synchronized void starving() {
		resume();
	}

	/**
	 * The client has ended, and no input of it waits any more. A link that carries others
	 * too must not wait for it.
	 */
	synchronized void ended() {
		this.ended = true;
		resume();
	}

	private void resume() {
		if (this.paused) {
			this.paused = false;
			this.link.get().resumeInput(this.connectionId);
		}
	}

}
