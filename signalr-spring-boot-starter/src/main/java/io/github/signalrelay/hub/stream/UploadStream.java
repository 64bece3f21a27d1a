// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.stream;

import java.lang.reflect.Type;
import java.util.AbstractQueue;
import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitResult;

/**
 * A stream that a client sends to a hub method, with a buffer of few items. Items, end
 * and failure come one at a time, from the owner of the connection; the method reads from
 * any thread.
 */
public final class UploadStream {

	private final String id;

	private final Type itemType;

	private final BoundedQueue queue;

	private final Sinks.Many<Object> sink;

	/**
	 * Creates a stream.
	 * @param id id that the client gave it
	 * @param itemType type of its items
	 * @param capacity number of items that may wait for the method
	 * @param onRoom runs on the reading thread when there is room again, after
	 * {@link #offer} had answered {@code false}
	 */
	public UploadStream(String id, Type itemType, int capacity, Runnable onRoom) {
		this.id = id;
		this.itemType = itemType;
		this.queue = new BoundedQueue(capacity, onRoom);
		this.sink = Sinks.many().unicast().onBackpressureBuffer(this.queue);
	}

	/**
	 * Id of the stream.
	 * @return the id
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Type of the items.
	 * @return the type
	 */
	public Type itemType() {
		return this.itemType;
	}

	/**
	 * What the method reads. It can be subscribed to once.
	 * @return the items
	 */
	public Flux<Object> items() {
		return this.sink.asFlux();
	}

	/**
	 * Passes an item on. It is dropped when the stream has ended or nobody reads any
	 * more.
	 * @param item the item
	 * @return {@code false} if the buffer is full: the item must be offered again
	 */
	public boolean offer(Object item) {
		if (taken(item)) {
			return true;
		}
		this.queue.full.set(true);
		// the reader may have made room before it could know that this matters
		boolean taken = taken(item);
		if (taken) {
			this.queue.full.set(false);
		}
		return taken;
	}

	private boolean taken(Object item) {
		EmitResult result = this.sink.tryEmitNext(item);
		return result != EmitResult.FAIL_OVERFLOW && result != EmitResult.FAIL_ZERO_SUBSCRIBER;
	}

	/** Ends the stream behind the items that wait. */
	public void complete() {
		this.sink.tryEmitComplete();
	}

	/**
	 * Ends the stream with an error behind the items that wait.
	 * @param error what the method sees
	 */
	public void fail(Throwable error) {
		this.sink.tryEmitError(error);
	}

	/** Tells when a reader has made room. */
	private static final class BoundedQueue extends AbstractQueue<Object> {

		private final ArrayBlockingQueue<Object> items;

		private final Runnable onRoom;

		private final AtomicBoolean full = new AtomicBoolean();

		BoundedQueue(int capacity, Runnable onRoom) {
			this.items = new ArrayBlockingQueue<>(capacity);
			this.onRoom = onRoom;
		}

		@Override
		public boolean offer(Object item) {
			return this.items.offer(item);
		}

		@Override
		public @Nullable Object poll() {
			Object item = this.items.poll();
			if (item != null && this.full.compareAndSet(true, false)) {
				this.onRoom.run();
			}
			return item;
		}

		@Override
		public @Nullable Object peek() {
			return this.items.peek();
		}

		@Override
		public Iterator<Object> iterator() {
			return this.items.iterator();
		}

		@Override
		public int size() {
			return this.items.size();
		}

	}

}
