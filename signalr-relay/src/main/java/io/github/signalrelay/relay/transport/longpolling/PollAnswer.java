// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.longpolling;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;

/**
 * Answer to one poll. Who takes it writes or releases the body, and tells its
 * {@link Poll} when it has left.
 *
 * @param status HTTP status
 * @param binary whether the body is of the type {@code application/octet-stream}, also
 * when it is empty
 * @param body the body, which may be empty
 * @param poll the poll
 */
public record PollAnswer(int status, boolean binary, ByteBuf body, Poll poll) {

	static PollAnswer empty(HttpResponseStatus status, Poll poll) {
		return new PollAnswer(status.code(), false, Unpooled.EMPTY_BUFFER, poll);
	}

	static PollAnswer data(ByteBuf body, Poll poll) {
		return new PollAnswer(HttpResponseStatus.OK.code(), true, body, poll);
	}

	/**
	 * Gives the body up.
	 */
	public void discard() {
		this.body.release();
		this.poll.written();
	}

}
