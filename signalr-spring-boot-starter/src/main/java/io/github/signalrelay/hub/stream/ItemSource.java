// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.stream;

import java.util.Iterator;
import java.util.concurrent.Executor;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Where the items of a stream come from. Makes no more items than were asked for, as far
 * as the application's own producer keeps to that.
 * <p>
 * All methods may be called from any thread.
 */
public interface ItemSource {

	/**
	 * Starts the stream. Items may arrive before this returns. Called at most once.
	 * @param receiver takes the items
	 * @param first number of items asked for at first, 1 or more
	 */
	void start(ItemReceiver receiver, int first);

	/**
	 * Asks for more. The producer does not run on the calling thread.
	 * @param count number of further items, 1 or more
	 */
	void request(int count);

	/**
	 * Stops the stream and lets the application release what it holds. Also of use for a
	 * stream that was never started. Without effect behind the end.
	 */
	void cancel();

	/**
	 * Finds the source behind a value.
	 * @param stream a publisher or what can be adapted to one, a stream or an iterator
	 * @param executor runs what may block
	 * @return the source, not started, or {@code null} if the value is none of these
	 */
	static @Nullable ItemSource find(Object stream, Executor executor) {
		if (stream instanceof BaseStream<?, ?> source) {
			return new IteratedItems(source::iterator, source, executor);
		}
		if (stream instanceof Iterator<?> iterator) {
			AutoCloseable closeable = (iterator instanceof AutoCloseable own) ? own : () -> {
			};
			return new IteratedItems(() -> iterator, closeable, executor);
		}
		if (stream instanceof Publisher<?> publisher) {
			return new PublishedItems(publisher);
		}
		ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(null, stream);
		return (adapter != null) ? new PublishedItems(adapter.toPublisher(stream)) : null;
	}

}
