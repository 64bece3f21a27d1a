// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.observation.CallObservation;
import io.github.signalrelay.hub.stream.ItemReceiver;
import io.github.signalrelay.hub.stream.ItemSource;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.hub.StreamItem;

/**
 * One stream on its way to a client. Asks the producer for as many items as the client's
 * service connection has room for: a small window, smaller for large items, and nothing
 * while the connection is full.
 * <p>
 * Items are encoded where they are produced; all else belongs to the serial queue of the
 * connection.
 */
final class OutboundStream implements ItemReceiver {

	private static final int FIRST_WINDOW = 8;

	private static final int LARGEST_WINDOW = 32;

	/** What the items that were asked for and not written yet should be worth. */
	private static final int WINDOW_BYTES = 64 * 1024;

	private final IncomingCall call;

	private final String id;

	private final CallObservation observation;

	private final Executor queue;

	private final Output output;

	private final CallCancellation cancellation;

	private @Nullable ItemSource source;

	private Runnable onCancel = () -> {
	};

	/** Number of items that were asked for and not written yet. */
	private int expected;

	private boolean waitingForRoom;

	private boolean ended;

	OutboundStream(IncomingCall call, String id, CallObservation observation, CallCancellation cancellation,
			Executor queue, Output output) {
		this.call = call;
		this.id = id;
		this.observation = observation;
		this.queue = queue;
		this.output = output;
		this.cancellation = cancellation;
	}

	String id() {
		return this.id;
	}

	IncomingCall call() {
		return this.call;
	}

	CallObservation observation() {
		return this.observation;
	}

	/**
	 * What stops the method as long as it has not returned its stream.
	 * @param cancel stops it
	 */
	void onCancel(Runnable cancel) {
		this.onCancel = cancel;
	}

	/**
	 * The method has returned its stream.
	 * @param items the stream
	 */
	void begin(ItemSource items) {
		if (this.ended) {
			items.cancel();
			return;
		}
		this.source = items;
		this.expected = this.output.isWritable() ? FIRST_WINDOW : 1;
		items.start(this, this.expected);
	}

	@Override
	public void item(@Nullable Object item) {
		Payload payload;
		try {
			payload = this.call.protocol().write(new StreamItem(Map.of(), this.id, this.call.method().typed(item)));
		}
		catch (RuntimeException ex) {
			this.queue.execute(() -> unwritable(ex));
			return;
		}
		this.queue.execute(() -> write(payload));
	}

	@Override
	public void completed() {
		this.queue.execute(() -> end(null));
	}

	@Override
	public void failed(Throwable error) {
		this.queue.execute(() -> end(error));
	}

	private void end(@Nullable Throwable error) {
		if (!this.ended) {
			this.ended = true;
			this.output.observed(this, error);
			this.output.ended(this, error);
		}
	}

	private void unwritable(RuntimeException error) {
		if (!this.ended) {
			this.cancellation.cancel();
			fail(error);
			this.output.unwritable(this, error);
		}
	}

	/**
	 * Stops the producer, since nobody wants its items. Nothing is written for this
	 * stream any more.
	 */
	void stop() {
		if (!this.ended) {
			this.cancellation.cancel();
			this.observation.canceled();
			stopProducer();
		}
	}

	/**
	 * Stops the producer, since something went wrong here. Nothing is written for this
	 * stream any more.
	 * @param error what went wrong
	 */
	void fail(Throwable error) {
		if (!this.ended) {
			this.output.observed(this, error);
			stopProducer();
		}
	}

	private void stopProducer() {
		this.ended = true;
		if (this.source != null) {
			this.source.cancel();
		}
		else {
			this.onCancel.run();
		}
	}

	private void write(Payload payload) {
		if (this.ended) {
			return;
		}
		this.expected--;
		CompletionStage<Void> room = this.output.write(payload);
		if (room != null && !this.waitingForRoom) {
			this.waitingForRoom = true;
			// when the connection fails instead, the end of the client stops the stream
			room.thenRun(() -> this.queue.execute(() -> {
				this.waitingForRoom = false;
				askForMore(payload.length());
			}));
		}
		else if (room == null) {
			askForMore(payload.length());
		}
	}

	private void askForMore(int itemSize) {
		ItemSource items = this.source;
		if (this.ended || this.waitingForRoom || items == null) {
			return;
		}
		int window = Math.max(1, Math.min(LARGEST_WINDOW, WINDOW_BYTES / Math.max(1, itemSize)));
		if (this.expected <= window / 2) {
			int more = window - this.expected;
			this.expected = window;
			items.request(more);
		}
	}

	/** Where items go; called on the serial queue. */
	interface Output {

		boolean isWritable();

		/**
		 * Writes an item.
		 * @param payload the item
		 * @return {@code null} if there is room for more, else completes when there is
		 */
		@Nullable CompletionStage<Void> write(Payload payload);

		void ended(OutboundStream stream, @Nullable Throwable error);

		/** The end of a stream that was not canceled, for its observation. */
		void observed(OutboundStream stream, @Nullable Throwable error);

		void unwritable(OutboundStream stream, RuntimeException error);

	}

}
