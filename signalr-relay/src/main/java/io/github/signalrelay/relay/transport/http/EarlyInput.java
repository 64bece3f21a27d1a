// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.http;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeoutException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Bodies that a client posts before it has a transport, one after the other. Those known
 * to be small are read and kept until there is one; any other waits for it unread. Any
 * thread may use it; what changes is guarded by its monitor.
 */
public final class EarlyInput {

	/** As much as the original keeps before it lets the client wait. */
	private static final int MAX_BYTES = 64 * 1024;

	/** Requests that may wait for their turn. */
	private static final int MAX_WAITING = 16;

	private final Duration bodyTimeout;

	private final EarlyRoom room;

	private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);

	private final Sinks.Many<Mono<Integer>> posts = Sinks.many()
		.unicast()
		.onBackpressureBuffer(new ArrayBlockingQueue<>(MAX_WAITING));

	private final Sinks.One<HttpClientTransport> attached = Sinks.one();

	private @Nullable HttpClientTransport transport;

	private boolean over;

	private int reserved;

	/**
	 * Makes the empty input.
	 * @param bodyTimeout how long a small body may take to come
	 * @param room what all inputs together may keep
	 */
	public EarlyInput(Duration bodyTimeout, EarlyRoom room) {
		this.bodyTimeout = bodyTimeout;
		this.room = room;
		this.posts.asFlux().concatMap((post) -> post, 1).subscribe();
	}

	/**
	 * Queues a body.
	 * @param body the body
	 * @return status to answer with
	 * @see HttpClientTransport#post
	 */
	public Mono<Integer> post(RequestBody body) {
		return Mono.defer(() -> {
			Sinks.One<Integer> answer = Sinks.one();
			Mono<Integer> post = Mono.defer(() -> take(body))
				.onErrorReturn(TimeoutException.class, HttpResponseStatus.REQUEST_TIMEOUT.code())
				.onErrorReturn(HttpResponseStatus.BAD_REQUEST.code())
				.doOnNext(answer::tryEmitValue);
			return queue(post) ? answer.asMono() : Mono
				.just(isOver() ? HttpResponseStatus.NOT_FOUND.code() : HttpResponseStatus.TOO_MANY_REQUESTS.code());
		});
	}

	private synchronized boolean queue(Mono<Integer> post) {
		return this.posts.tryEmitNext(post).isSuccess();
	}

	private synchronized boolean isOver() {
		return this.over;
	}

	private Mono<Integer> take(RequestBody body) {
		HttpClientTransport found = transport();
		if (found != null) {
			return found.post(body.bytes());
		}
		if (!reserve(body.length())) {
			return this.attached.asMono()
				.flatMap((late) -> late.post(body.bytes()))
				.defaultIfEmpty(HttpResponseStatus.NOT_FOUND.code());
		}
		int size = (int) body.length();
		return Flux.from(body.bytes())
			.collect(() -> Unpooled.buffer(size, size), ByteBuf::writeBytes)
			.timeout(this.bodyTimeout)
			.flatMap(this::keep);
	}

	private synchronized @Nullable HttpClientTransport transport() {
		return this.transport;
	}

	private synchronized boolean reserve(long length) {
		boolean useful = this.transport == null && !this.over;
		if (!useful || length < 0 || length > MAX_BYTES - this.reserved || !this.room.take((int) length)) {
			return false;
		}
		this.reserved += (int) length;
		return true;
	}

	/** Keeps a whole body, unless there is somebody by now who takes it. */
	private synchronized Mono<Integer> keep(ByteBuf bytes) {
		HttpClientTransport found = this.transport;
		if (found != null) {
			return found.post(Mono.just(bytes));
		}
		if (this.over) {
			return Mono.just(HttpResponseStatus.NOT_FOUND.code());
		}
		this.kept.write(bytes.array(), bytes.arrayOffset() + bytes.readerIndex(), bytes.readableBytes());
		return Mono.just(HttpResponseStatus.OK.code());
	}

	/**
	 * Hands everything over, in order.
	 * @param found transport of the client
	 */
	public void attach(HttpClientTransport found) {
		synchronized (this) {
			if (this.over) {
				return;
			}
			this.transport = found;
			if (this.kept.size() > 0) {
				found.post(Mono.just(Unpooled.wrappedBuffer(this.kept.toByteArray()))).subscribe();
			}
			giveRoomBack();
		}
		this.attached.tryEmitValue(found);
	}

	/**
	 * Drops everything: no transport has come in time. Who waits hears that the
	 * connection is gone.
	 */
	public void end() {
		synchronized (this) {
			if (this.over || this.transport != null) {
				return;
			}
			this.over = true;
			giveRoomBack();
			this.posts.tryEmitComplete();
		}
		this.attached.tryEmitEmpty();
	}

	private void giveRoomBack() {
		this.kept.reset();
		this.room.giveBack(this.reserved);
		this.reserved = 0;
	}

}
