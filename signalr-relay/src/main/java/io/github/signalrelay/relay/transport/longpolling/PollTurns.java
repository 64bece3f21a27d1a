// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.longpolling;

import java.util.function.Consumer;

import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which of the polls of a client is served: one at a time; a newer one takes its place,
 * and a third one is refused (transports reference, section 6). Owned by the event loop
 * of the client connection.
 */
final class PollTurns {

	private final Consumer<Poll> onTurn;

	/** The poll that waits, or whose answer is being written. */
	private @Nullable Poll active;

	/** The poll that takes the place of the active one. */
	private @Nullable Poll next;

	/**
	 * Makes the turns of a client.
	 * @param onTurn takes a poll whose turn it is
	 */
	PollTurns(Consumer<Poll> onTurn) {
		this.onTurn = onTurn;
	}

	/** The poll whose turn it is. */
	@Nullable Poll active() {
		return this.active;
	}

	/** The active poll, unless it has its answer already. */
	@Nullable Poll waiting() {
		Poll poll = this.active;
		return (poll != null && !poll.isAnswered()) ? poll : null;
	}

	/** The active poll, if its answer is being written. */
	@Nullable Poll answered() {
		Poll poll = this.active;
		return (poll != null && poll.isAnswered()) ? poll : null;
	}

	void arrive(Poll poll) {
		Poll current = this.active;
		if (current == null) {
			begin(poll);
		}
		else if (this.next != null) {
			poll.answer(PollAnswer.empty(HttpResponseStatus.CONFLICT, poll));
		}
		else {
			this.next = poll;
			if (!current.isAnswered()) {
				current.answer(PollAnswer.empty(HttpResponseStatus.NO_CONTENT, current));
			}
		}
	}

	private void begin(Poll poll) {
		this.active = poll;
		this.onTurn.accept(poll);
	}

	/**
	 * The answer to a poll has left, or its client has gone.
	 * @return whether it was the active one; {@link #proceed} is to be called then
	 */
	boolean over(Poll poll) {
		if (poll == this.next) {
			this.next = null;
		}
		if (poll != this.active) {
			return false;
		}
		this.active = null;
		return true;
	}

	/**
	 * Gives the next poll its turn.
	 * @return whether there was one
	 */
	boolean proceed() {
		Poll following = this.next;
		this.next = null;
		if (following == null) {
			return false;
		}
		begin(following);
		return true;
	}

}
