// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

/**
 * Places of one client for calls that run at the same time. Owned by the serial queue of
 * the connection.
 */
final class InvocationSlots {

	private final int maximum;

	private final Runnable onFree;

	private int running;

	private int answersExpected;

	private boolean unlimited;

	/**
	 * Creates the places.
	 * @param maximum number of calls that may run at the same time
	 * @param onFree runs when a place has become free
	 */
	InvocationSlots(int maximum, Runnable onFree) {
		this.maximum = maximum;
		this.onFree = onFree;
	}

	/** A call whose answer is on its way needs a loop that reads on. */
	boolean isFree() {
		return this.unlimited || this.running < this.maximum + this.answersExpected;
	}

	/**
	 * Takes a place.
	 * @param call the call; one that takes none gets an empty one
	 * @return the place
	 */
	Slot take(IncomingCall call) {
		Slot slot = new Slot(call.takesSlot());
		if (slot.held) {
			this.running++;
		}
		return slot;
	}

	/**
	 * Gives a place back, if that has not happened before.
	 * @param slot the place
	 */
	void giveBack(Slot slot) {
		if (slot.held) {
			slot.held = false;
			this.running--;
			tellWhenFree();
		}
	}

	/**
	 * The client was asked for a result, by code whose call holds no place here.
	 * @param change 1 when it is asked, -1 when that has an end
	 */
	void answersExpected(int change) {
		this.answersExpected += change;
		tellWhenFree();
	}

	/** No call waits for another any more. */
	void open() {
		this.unlimited = true;
		tellWhenFree();
	}

	/** Calls wait for each other again. */
	void restore() {
		this.unlimited = false;
	}

	private void tellWhenFree() {
		if (isFree()) {
			this.onFree.run();
		}
	}

	/**
	 * Place of a call. It is given back once: when the call ends, or before when it waits
	 * for a client's result.
	 */
	static final class Slot {

		private boolean held;

		private Slot(boolean held) {
			this.held = held;
		}

	}

}
