// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.longpolling;

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.Channel;
import reactor.core.publisher.MonoSink;

/**
 * One poll of a client. Owned by the event loop of the client connection, except where
 * told otherwise.
 */
public final class Poll {

	private final LongPolling transport;

	private final Channel channel;

	private final MonoSink<PollAnswer> sink;

	private final long since = System.nanoTime();

	private boolean answered;

	private long answeredAt;

	Poll(LongPolling transport, Channel channel, MonoSink<PollAnswer> sink) {
		this.transport = transport;
		this.channel = channel;
		this.sink = sink;
	}

	/** When it came, as {@link System#nanoTime()} tells it. */
	long since() {
		return this.since;
	}

	boolean isAnswered() {
		return this.answered;
	}

	/** When it was answered, in the same way. */
	long answeredAt() {
		return this.answeredAt;
	}

	/**
	 * Answers on the loop of the request's own connection. The request is cancelled there
	 * as well, so that each answer is either taken or discarded.
	 */
	void answer(PollAnswer answer) {
		this.answered = true;
		this.answeredAt = System.nanoTime();
		try {
			this.channel.eventLoop().execute(() -> this.sink.success(answer));
		}
		catch (RejectedExecutionException ex) {
			answer.discard();
		}
	}

	/** Bytes of its connection that wait for the client, as far as it tells. */
	long pendingBytes() {
		var queue = this.channel.unsafe().outboundBuffer();
		return (queue != null) ? queue.totalPendingWriteBytes() : 0;
	}

	/** Cuts the connection that the poll came on. */
	@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
	void cut() {
		this.channel.close();
	}

	/**
	 * Its answer has left, or will never leave. May be called on any thread.
	 */
	public void written() {
		this.transport.over(this);
	}

}
