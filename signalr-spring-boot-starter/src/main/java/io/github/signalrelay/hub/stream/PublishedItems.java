// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.stream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.scheduler.Schedulers;

/**
 * Items of a publisher. The first ones are asked for by the subscribing thread, all
 * others on Reactor's parallel scheduler: a producer that makes its items on the asking
 * thread would otherwise keep an event loop for as long as the client takes items.
 */
final class PublishedItems implements ItemSource {

	private final Publisher<?> publisher;

	private final ReceivingSubscriber subscriber = new ReceivingSubscriber();

	PublishedItems(Publisher<?> publisher) {
		this.publisher = publisher;
	}

	@Override
	public void start(ItemReceiver receiver, int first) {
		this.subscriber.begin(receiver, first);
		this.publisher.subscribe(this.subscriber);
	}

	@Override
	public void request(int count) {
		Schedulers.parallel().schedule(() -> this.subscriber.request(count));
	}

	@Override
	public void cancel() {
		this.subscriber.cancel();
	}

	/** Passes signals on. Its fields are written before it is subscribed. */
	private static final class ReceivingSubscriber extends BaseSubscriber<Object> {

		private ItemReceiver receiver = new NoReceiver();

		private int first;

		void begin(ItemReceiver newReceiver, int initialDemand) {
			this.receiver = newReceiver;
			this.first = initialDemand;
		}

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
			subscription.request(this.first);
		}

		@Override
		protected void hookOnNext(Object item) {
			this.receiver.item(item);
		}

		@Override
		protected void hookOnComplete() {
			this.receiver.completed();
		}

		@Override
		protected void hookOnError(Throwable error) {
			this.receiver.failed(error);
		}

	}

	/** Stands in until the start. */
	private static final class NoReceiver implements ItemReceiver {

		@Override
		public void item(@Nullable Object item) {
		}

		@Override
		public void completed() {
		}

		@Override
		public void failed(Throwable error) {
		}

	}

}
