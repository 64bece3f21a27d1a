// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpResponseStatus;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;

/**
 * Body of one request on its way into a {@link PostedInput}. Its signals come on the loop
 * of the request and are handed to the loop of the client connection, in order.
 */
final class PostedBody extends BaseSubscriber<ByteBuf> {

	private final PostedInput input;

	private final Publisher<ByteBuf> body;

	private final MonoSink<Integer> answer;

	PostedBody(PostedInput input, Publisher<ByteBuf> body, MonoSink<Integer> answer) {
		this.input = input;
		this.body = body;
		this.answer = answer;
		answer.onCancel(() -> input.run(() -> {
			cancel();
			input.failed(this);
		}));
	}

	/** Subscribes, which may take a turn of another loop. */
	void start() {
		this.body.subscribe(this);
	}

	void answer(HttpResponseStatus status) {
		this.answer.success(status.code());
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		this.input.run(() -> this.input.begun(this));
	}

	@Override
	protected void hookOnNext(ByteBuf piece) {
		ByteBuf kept = piece.retain();
		if (!this.input.run(() -> this.input.arrived(this, kept))) {
			kept.release();
		}
	}

	@Override
	protected void hookOnComplete() {
		this.input.run(() -> this.input.completed(this));
	}

	@Override
	protected void hookOnError(Throwable failure) {
		this.input.run(() -> this.input.failed(this));
	}

}
