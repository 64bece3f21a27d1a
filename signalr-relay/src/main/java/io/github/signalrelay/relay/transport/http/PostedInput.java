// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.http;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * Input of a client that comes in the bodies of requests: one after the other, however
 * many come at once, and no faster than it is taken (transports reference, section 7).
 * <p>
 * Owned by the event loop of the client connection, but for {@link #post}, which may be
 * called on any thread: requests arrive on other loops.
 */
public final class PostedInput {

	/** Requests of one client that may wait for their turn. */
	private static final int MAX_WAITING = 64;

	/** Bytes that a body has to bring within its time, and again and again. */
	private static final int LEAST_PROGRESS = 4 * 1024;

	private final EventLoop eventLoop;

	private final Duration bodyTimeout;

	private final Consumer<ByteBuffer> sink;

	private final Queue<PostedBody> waiting = new ArrayDeque<>(2);

	private @Nullable PostedBody current;

	/** A piece that was asked for before reading was switched off. */
	private @Nullable ByteBuf held;

	private boolean reading = true;

	private boolean ended;

	/** Something was asked for and has not come. */
	private boolean asked;

	private boolean complete;

	/** When the present stretch of reading began, and what it has brought. */
	private long since;

	private long progress;

	/**
	 * Makes the input of a connection.
	 * @param eventLoop loop of the connection
	 * @param bodyTimeout how long a body may bring next to nothing while it is read
	 * @param sink takes the bytes, which are gone when it returns
	 */
	public PostedInput(EventLoop eventLoop, Duration bodyTimeout, Consumer<ByteBuffer> sink) {
		this.eventLoop = eventLoop;
		this.bodyTimeout = bodyTimeout;
		this.sink = sink;
	}

	/**
	 * Queues a body.
	 * @param body the body
	 * @return status to answer with
	 * @see HttpClientTransport#post
	 */
	public Mono<Integer> post(Publisher<ByteBuf> body) {
		return Mono.create((answer) -> {
			PostedBody posted = new PostedBody(this, body, answer);
			if (!run(() -> arrive(posted))) {
				posted.answer(HttpResponseStatus.NOT_FOUND);
			}
		});
	}

	/** Runs on the loop of the connection, unless that has ended. */
	boolean run(Runnable task) {
		try {
			this.eventLoop.execute(task);
			return true;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	private void arrive(PostedBody posted) {
		if (this.ended) {
			posted.answer(HttpResponseStatus.NOT_FOUND);
		}
		else if (this.current == null) {
			begin(posted);
		}
		else if (this.waiting.size() < MAX_WAITING) {
			this.waiting.add(posted);
		}
		else {
			posted.answer(HttpResponseStatus.TOO_MANY_REQUESTS);
		}
	}

	private void begin(PostedBody posted) {
		this.current = posted;
		this.asked = true; // to begin
		this.complete = false;
		this.progress = 0;
		this.since = System.nanoTime();
		posted.start();
	}

	void begun(PostedBody from) {
		if (from == this.current) {
			this.asked = false;
			proceed();
		}
	}

	void arrived(PostedBody from, ByteBuf piece) {
		if (from != this.current) {
			piece.release();
			return;
		}
		this.asked = false;
		if (this.ended) {
			piece.release();
			giveUp(from);
		}
		else if (this.reading) {
			pass(piece);
			proceed();
		}
		else {
			this.held = piece;
		}
	}

	void completed(PostedBody from) {
		if (from == this.current) {
			this.complete = true;
			proceed();
		}
	}

	void failed(PostedBody from) {
		if (from == this.current) {
			dropHeld();
			finish(HttpResponseStatus.BAD_REQUEST);
		}
		else if (this.waiting.remove(from)) {
			from.answer(HttpResponseStatus.BAD_REQUEST);
		}
	}

	private void pass(ByteBuf piece) {
		this.progress += piece.readableBytes();
		try {
			for (ByteBuffer bytes : piece.nioBuffers()) {
				if (!this.ended) {
					this.sink.accept(bytes);
				}
			}
		}
		finally {
			piece.release();
		}
	}

	/** Takes the next step with the present body. */
	private void proceed() {
		PostedBody body = this.current;
		if (body == null || !this.reading) {
			return;
		}
		ByteBuf piece = this.held;
		if (piece != null) {
			this.held = null;
			pass(piece);
			proceed();
		}
		else if (this.complete) {
			finish(HttpResponseStatus.OK);
		}
		else if (!this.asked) {
			this.asked = true;
			body.request(1);
		}
	}

	private void finish(HttpResponseStatus status) {
		PostedBody body = this.current;
		this.current = null;
		if (body != null) {
			body.answer(status);
		}
		PostedBody next = this.waiting.poll();
		if (next != null) {
			begin(next);
		}
	}

	/**
	 * Whether input is taken.
	 * @param wanted {@code false} to let requests wait
	 */
	public void setReading(boolean wanted) {
		if (this.ended) {
			return;
		}
		boolean resumed = wanted && !this.reading;
		this.reading = wanted;
		if (resumed) {
			this.since = System.nanoTime();
			// Not from within the call of who may be about to switch others on as well
			run(this::proceed);
		}
	}

	/**
	 * Ends a body that does not come.
	 * @param now time, as {@link System#nanoTime()} tells it
	 */
	public void sweep(long now) {
		PostedBody body = this.current;
		if (body == null || !this.reading || now - this.since <= this.bodyTimeout.toNanos()) {
			return;
		}
		if (this.progress < LEAST_PROGRESS) {
			body.cancel();
			finish(HttpResponseStatus.REQUEST_TIMEOUT);
		}
		else {
			this.since = now;
			this.progress = 0;
		}
	}

	/**
	 * Takes nothing any more; who waits hears that the connection is gone. A body of
	 * which everything was taken is still told so, when it has come to its end: it may be
	 * the very one that ended the connection.
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
	public void end() {
		if (this.ended) {
			return;
		}
		this.ended = true;
		for (PostedBody next = this.waiting.poll(); next != null; next = this.waiting.poll()) {
			next.answer(HttpResponseStatus.NOT_FOUND);
		}
		PostedBody body = this.current;
		if (body == null) {
			return;
		}
		if (this.held != null || this.progress == 0) {
			dropHeld();
			giveUp(body);
			return;
		}
		this.reading = true;
		proceed();
		this.eventLoop.schedule(() -> giveUp(body), this.bodyTimeout.toNanos(), TimeUnit.NANOSECONDS);
	}

	private void giveUp(PostedBody body) {
		if (body == this.current) {
			this.current = null;
			body.cancel();
			body.answer(HttpResponseStatus.NOT_FOUND);
		}
	}

	private void dropHeld() {
		ByteBuf piece = this.held;
		this.held = null;
		if (piece != null) {
			piece.release();
		}
	}

}
