// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Room for one client connection, taken by {@link ClientConnections#takePlace}. A
 * connection that was accepted with it gives it back when it has ended; whoever does not
 * get that far must {@link #giveBack} it. May be used by any thread.
 */
public final class ClientPlace {

	private final Runnable onGivenBack;

	private final AtomicBoolean givenBack = new AtomicBoolean();

	ClientPlace(Runnable onGivenBack) {
		this.onGivenBack = onGivenBack;
	}

	/**
	 * Leaves the place to others. Later calls have no effect.
	 */
	public void giveBack() {
		if (this.givenBack.compareAndSet(false, true)) {
			this.onGivenBack.run();
		}
	}

	/**
	 * Does what leads to the connection, and gives the place back if that fails.
	 * @param <T> what comes of it
	 * @param action what to do
	 * @return its result
	 */
	public <T> T use(Supplier<T> action) {
		try {
			return action.get();
		}
		catch (RuntimeException ex) {
			giveBack();
			throw ex;
		}
	}

}
