// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Servers and clients that a goal has opened, in numbers that are not known when it is
 * written. Closes the last one first, and all of them whatever happens. Used by one
 * thread.
 */
public final class Closing implements AutoCloseable {

	private final Deque<AutoCloseable> opened = new ArrayDeque<>();

	/**
	 * Takes a thing that is to be closed.
	 * @param thing the thing
	 * @return the thing
	 * @param <T> its type
	 */
	public <T extends AutoCloseable> T add(T thing) {
		this.opened.push(thing);
		return thing;
	}

	/**
	 * Closes all.
	 * @throws IllegalStateException if one of them could not be closed; further ones are
	 * suppressed
	 */
	@Override
	public void close() {
		IllegalStateException failure = null;
		while (!this.opened.isEmpty()) {
			try {
				this.opened.pop().close();
			}
			catch (Exception ex) { // what was opened may throw anything
				if (failure == null) {
					failure = new IllegalStateException("Not all was closed", ex);
				}
				else {
					failure.addSuppressed(ex);
				}
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

}
