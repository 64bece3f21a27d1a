// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * A stream that a hub sends to a test client. Guarded by its own monitor; any thread may
 * use it.
 */
public final class ReceivedStream {

	private final Duration limit;

	private final Runnable cancellation;

	private final List<ReceivedValue> items = new ArrayList<>();

	private final CompletableFuture<ReceivedValue> end;

	private int taken;

	@SuppressWarnings("FutureReturnValueIgnored") // nothing comes behind the wake-up
	ReceivedStream(CompletableFuture<ReceivedValue> end, Runnable cancellation, Duration limit) {
		this.end = end;
		this.cancellation = cancellation;
		this.limit = limit;
		end.whenComplete((done, error) -> wakeUp());
	}

	private synchronized void wakeUp() {
		notifyAll();
	}

	synchronized void add(ReceivedValue item) {
		this.items.add(item);
		notifyAll();
	}

	/**
	 * Items that have come so far, those that {@link #next} handed out among them.
	 * @return the items in order
	 */
	public synchronized List<ReceivedValue> items() {
		return List.copyOf(this.items);
	}

	/**
	 * The next item. Waits for it.
	 * @param type class of the item
	 * @param <T> class of the item
	 * @return the item, or {@code null} if that was sent
	 * @throws AssertionError if the stream has ended, or no item comes within the
	 * client's limit
	 */
	public <T> @Nullable T next(Class<T> type) {
		return next().as(type);
	}

	private synchronized ReceivedValue next() {
		long until = System.nanoTime() + this.limit.toNanos();
		while (this.taken == this.items.size()) {
			long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
			if (this.end.isDone() || left <= 0) {
				throw new AssertionError("No further item came, the stream "
						+ (this.end.isDone() ? "has ended" : "waited for " + this.limit) + ". Items: " + this.items);
			}
			Waiting.on(this, left);
		}
		return this.items.get(this.taken++);
	}

	/**
	 * All items of a stream that ends. Waits for its end.
	 * @param type class of the items
	 * @param <T> class of the items
	 * @return the items in order
	 * @throws HubInvocationException if the stream ended with an error
	 * @throws AssertionError if it does not end within the client's limit
	 */
	public <T> List<@Nullable T> toList(Class<T> type) {
		awaitEnd();
		List<@Nullable T> values = new ArrayList<>();
		items().forEach((item) -> values.add(item.as(type)));
		return values;
	}

	/**
	 * Waits until the hub has ended the stream, also after {@link #cancel}.
	 * @throws HubInvocationException if it ended with an error
	 * @throws AssertionError if it does not end within the client's limit
	 */
	public void awaitEnd() {
		Waiting.on(this.end, this.limit, "The stream did not end");
	}

	/**
	 * Whether the stream has ended.
	 * @return {@code true} from its end on
	 */
	public boolean isEnded() {
		return this.end.isDone();
	}

	/** Tells the hub that no more items are wanted. */
	public void cancel() {
		this.cancellation.run();
	}

}
