// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.stream;

import org.jspecify.annotations.Nullable;

/**
 * Takes the items of an {@link ItemSource}: one signal at a time, on any thread, and
 * nothing behind the end. MUST NOT block.
 */
public interface ItemReceiver {

	/**
	 * The next item.
	 * @param item the item; streams and iterators may hold {@code null}
	 */
	void item(@Nullable Object item);

	/** No item follows. */
	void completed();

	/**
	 * No item follows, because of an error.
	 * @param error what the application's code threw or signalled
	 */
	void failed(Throwable error);

}
