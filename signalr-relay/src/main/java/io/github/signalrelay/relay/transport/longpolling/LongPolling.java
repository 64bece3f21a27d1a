// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.longpolling;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.ClientTransportListener.TransportEnd;
import io.github.signalrelay.relay.transport.FlushBatch;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.http.HttpClientTransport;
import io.github.signalrelay.relay.transport.http.PostedInput;

/**
 * Long polling of one client (transports reference, section 6). Polls come on any
 * connection and event loop; one of them waits at a time.
 * <p>
 * Owned by the event loop that it was made with, except where told otherwise.
 */
public final class LongPolling implements HttpClientTransport, FlushBatch.Member {

	/**
	 * A poll that was sent before the client's {@code DELETE} may come after it. The
	 * published Java client reports a poll that finds nothing as an error.
	 */
	private static final Duration LAST_POLL = Duration.ofSeconds(1);

	private final EventLoop eventLoop;

	private final FlushBatch flushes;

	private final Limits limits;

	private final Runnable gone;

	private final PostedInput input;

	private final ClientTransportListener listener;

	private final PollQueue queue = new PollQueue();

	private final PollTurns polls = new PollTurns(this::begin);

	/** Bytes of the answer that is being written. */
	private long inFlight;

	private boolean started;

	private boolean dirty;

	/** So much waits that the listener was told. */
	private boolean full;

	/** Nothing is written any more. */
	private boolean closing;

	private boolean ended;

	/** When the client's last poll was over. */
	private long idleSince = System.nanoTime();

	/**
	 * Makes the transport.
	 * @param eventLoop the loop that owns it
	 * @param flushes batch of the loop
	 * @param limits limits of this transport
	 * @param listener makes the listener of this transport; called once, at once, and
	 * must not use the transport yet
	 * @param gone called on the loop when the transport need not be found any more
	 */
	public LongPolling(EventLoop eventLoop, FlushBatch flushes, Limits limits,
			Function<HttpClientTransport, ClientTransportListener> listener, Runnable gone) {
		this.eventLoop = eventLoop;
		this.flushes = flushes;
		this.limits = limits;
		this.gone = gone;
		this.listener = listener.apply(this);
		this.input = new PostedInput(eventLoop, limits.body(), this.listener::onInput);
	}

	// Requests of the client

	/**
	 * Takes a poll. May be called on any thread.
	 * @param channel connection that it came on
	 * @return its answer, told on the loop of that channel, on which alone the subscriber
	 * may cancel. The body is the subscriber's, who also has to
	 * {@linkplain PollAnswer#discard discard} it where a cancellation came before it.
	 * Reactor runs every discard hook of a chain, so there must be one only
	 */
	public Mono<PollAnswer> poll(Channel channel) {
		return Mono.create((sink) -> {
			Poll poll = new Poll(this, channel, sink);
			sink.onCancel(poll::written);
			if (!run(() -> this.polls.arrive(poll))) {
				sink.success(PollAnswer.empty(HttpResponseStatus.NO_CONTENT, poll));
			}
		});
	}

	@Override
	public Mono<Integer> post(Publisher<ByteBuf> body) {
		return this.input.post(body);
	}

	/**
	 * Ends the connection as its client asks. May be called on any thread.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
	public void delete() {
		run(() -> {
			this.closing = true;
			end(TransportEnd.CLOSED, "");
			if (this.polls.answered() != null) {
				this.queue.clear();
				linger();
			}
			else {
				flush();
				this.queue.clear(); // who deletes reads no more
				this.eventLoop.schedule(this::forget, LAST_POLL.toNanos(), TimeUnit.NANOSECONDS);
			}
		});
	}

	/** Runs on the loop of the connection, unless that has ended. */
	private boolean run(Runnable task) {
		try {
			this.eventLoop.execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private void begin(Poll poll) {
		if (!this.started) {
			// Clients wait for this answer before they send their handshake
			this.started = true;
			poll.answer(PollAnswer.data(Unpooled.EMPTY_BUFFER, poll));
		}
		else {
			answerWaiting();
		}
	}

	/** Answers the waiting poll if there is something to say. */
	private void answerWaiting() {
		Poll poll = this.polls.waiting();
		if (poll == null) {
			return;
		}
		if (!this.queue.isEmpty()) {
			this.inFlight = this.queue.bytes();
			poll.answer(PollAnswer.data(this.queue.takeAll(ByteBufAllocator.DEFAULT), poll));
		}
		else if (this.closing) {
			poll.answer(PollAnswer.empty(HttpResponseStatus.NO_CONTENT, poll));
			end(TransportEnd.CLOSED, "");
			forget();
		}
	}

	/**
	 * The answer to a poll has left, or its client has gone. May be called on any thread.
	 */
	void over(Poll poll) {
		run(() -> {
			if (this.polls.over(poll)) {
				this.inFlight = 0;
				this.idleSince = System.nanoTime();
				proceed();
			}
		});
	}

	private void proceed() {
		if (this.full && pendingBytes() < this.limits.pendingBytes() / 4) {
			this.full = false;
			this.listener.onOutputFull(false);
		}
		if (!this.polls.proceed() && this.closing && this.queue.isEmpty() && !this.ended) {
			end(TransportEnd.CLOSED, "");
			linger();
		}
	}

	/**
	 * Stays to be found until the client had time to hear of the end. An answer that it
	 * has not read by then is given up: nobody else looks after it any more.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
	private void linger() {
		this.eventLoop.schedule(() -> {
			Poll unread = this.polls.answered();
			if (unread != null) {
				unread.cut();
			}
			forget();
		}, this.limits.disconnect().toNanos(), TimeUnit.NANOSECONDS);
	}

	private void forget() {
		this.queue.clear();
		this.gone.run();
	}

	// The transport

	@Override
	public EventLoop eventLoop() {
		return this.eventLoop;
	}

	@Override
	public TransportType type() {
		return TransportType.LONG_POLLING;
	}

	@Override
	public void write(Payload data, boolean text) {
		if (!this.closing) {
			SharedFrame frame = SharedFrame.longPolling(data, ByteBufAllocator.DEFAULT);
			writeShared(frame);
			frame.release();
		}
	}

	@Override
	public void writeShared(SharedFrame frame) {
		if (!this.closing) {
			this.queue.add(frame.share());
			if (!this.dirty) {
				this.dirty = true;
				this.flushes.add(this);
			}
			if (!this.full && pendingBytes() > this.limits.pendingBytes() / 2) {
				this.full = true;
				this.listener.onOutputFull(true);
			}
		}
	}

	@Override
	public void flushBatched() {
		if (this.dirty) {
			flush();
		}
	}

	@Override
	public void flush() {
		this.dirty = false;
		answerWaiting();
	}

	@Override
	public long pendingBytes() {
		return this.queue.bytes() + this.inFlight;
	}

	@Override
	public long sendProgress() {
		Poll poll = this.polls.answered();
		return (poll != null) ? poll.pendingBytes() : System.nanoTime();
	}

	/** Polls are sign enough. */
	@Override
	public void probe() {
	}

	@Override
	public void setReading(boolean reading) {
		this.input.setReading(reading);
	}

	@Override
	public void sweep(long now) {
		this.input.sweep(now);
		Poll poll = this.polls.active();
		if (poll == null) {
			if (now - this.idleSince > this.limits.disconnect().toNanos()) {
				this.closing = true;
				end(TransportEnd.TIMED_OUT, "The client did not poll in time");
				forget();
			}
		}
		else if (!poll.isAnswered()) {
			if (now - poll.since() > this.limits.poll().toNanos()) {
				poll.answer(PollAnswer.empty(HttpResponseStatus.OK, poll));
			}
		}
		else if (this.closing && now - poll.answeredAt() > this.limits.disconnect().toNanos()) {
			abort();
		}
	}

	@Override
	public void close(int statusCode, String reason) {
		if (!this.closing) {
			this.closing = true;
			this.input.end();
			flush();
		}
	}

	@Override
	public void abort() {
		if (this.ended) {
			return;
		}
		this.closing = true;
		this.queue.clear();
		Poll unread = this.polls.answered();
		Poll poll = this.polls.waiting();
		if (unread != null) {
			unread.cut();
		}
		else if (poll != null) {
			poll.answer(PollAnswer.empty(HttpResponseStatus.NO_CONTENT, poll));
		}
		end(TransportEnd.LOST, "Connection was cut");
		forget();
	}

	private void end(TransportEnd how, String detail) {
		if (!this.ended) {
			this.ended = true;
			this.input.end();
			this.listener.onEnded(how, detail);
		}
	}

	/**
	 * Limits of long polling.
	 *
	 * @param poll how long a poll waits for data before it is answered with none
	 * @param disconnect how long the client may take from one poll to the next
	 * @param body how long a body of the client may bring next to nothing
	 * @param pendingBytes bytes that may wait for the client; the listener is told of a
	 * full output over half of them, and again when half of these have left
	 */
	public record Limits(Duration poll, Duration disconnect, Duration body, long pendingBytes) {

	}

}
