// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

/**
 * Numbers the messages that come from one client, and tells those that came before (hub
 * protocol reference, section 14). Owned by the event loop of the connection.
 */
final class ReceiveCounter {

	/** Id of the next message. */
	private long next = 1;

	/** Highest id so far. */
	private long latest;

	private long acknowledged;

	/**
	 * Counts a message.
	 * @return {@code false} for one that has come before
	 */
	boolean arrived() {
		long id = this.next++;
		if (id <= this.latest) {
			return false;
		}
		this.latest = id;
		return true;
	}

	/**
	 * The client tells what it sends next.
	 * @throws SequenceException if messages before it have not come
	 */
	void sequence(long id) {
		if (id > this.next) {
			throw new SequenceException();
		}
		this.next = id;
	}

	/** Whether something came since the last acknowledgement. */
	boolean isAcknowledgementDue() {
		return this.latest > this.acknowledged;
	}

	/** The id to acknowledge now. */
	long acknowledge() {
		this.acknowledged = this.latest;
		return this.latest;
	}

	/**
	 * The last acknowledgement may have been lost with the connection that carried it.
	 */
	void forgetAcknowledgement() {
		this.acknowledged = 0;
	}

}
