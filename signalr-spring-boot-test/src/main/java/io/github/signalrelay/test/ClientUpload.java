// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.StreamItem;

/**
 * Sends the items of a publisher as an upload stream, each when the relay has read the
 * one before.
 */
final class ClientUpload extends BaseSubscriber<Object> {

	private final String streamId;

	private final ClientSession session;

	ClientUpload(String streamId, ClientSession session) {
		this.streamId = streamId;
		this.session = session;
	}

	String streamId() {
		return this.streamId;
	}

	@Override
	protected void hookOnSubscribe(Subscription subscription) {
		subscription.request(1);
	}

	@Override
	protected void hookOnNext(Object item) {
		this.session.send(new StreamItem(Map.of(), this.streamId, item), () -> request(1));
	}

	@Override
	protected void hookOnComplete() {
		end(null);
	}

	@Override
	protected void hookOnError(Throwable error) {
		end(String.valueOf(error.getMessage()));
	}

	private void end(@Nullable String error) {
		this.session.send(new Completion(Map.of(), this.streamId, error, false, null));
	}

}
