// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Room for one client connection, taken by {@link ClientConnections#takePlace}. A
 * connection that was accepted with it gives it back when it has ended; whoever does not
 * get that far must {@link #giveBack} it. May be used by any thread.
 */
public final class ClientPlace {

	private static final AtomicIntegerFieldUpdater<ClientPlace> GIVEN_BACK = AtomicIntegerFieldUpdater
		.newUpdater(ClientPlace.class, "givenBack");

	private final ClientPlaces places;

	private final ClientPlaces.@Nullable User user;

	private @Nullable Runnable alongside;

	/** 0 as long as it is taken. */
	@SuppressWarnings("UnusedVariable") // read through its updater
	private volatile int givenBack;

	ClientPlace(ClientPlaces places, ClientPlaces.@Nullable User user) {
		this.places = places;
		this.user = user;
	}

	/**
	 * Says what else ends with the connection.
	 * @param action called once, when the place is given back; it may be on any thread
	 */
	public void onGivenBack(Runnable action) {
		this.alongside = action;
	}

	/**
	 * Leaves the place to others. Later calls have no effect.
	 */
	public void giveBack() {
		if (GIVEN_BACK.compareAndSet(this, 0, 1)) {
			this.places.giveBack(this.user);
			Runnable also = this.alongside;
			if (also != null) {
				also.run();
			}
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
