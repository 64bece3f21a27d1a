// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import io.github.signalrelay.benchmarks.load.client.Client;

/**
 * A client that sends, and which of its messages are under way in a closed loop. Belongs
 * to the generator's event loop.
 */
final class Sender {

	private static final int NONE = 0;

	private final Client client;

	/** Sequence numbers of what is under way, by slot. */
	private final int[] sequences;

	/** Deliveries that are to come, by slot; none in a free one. */
	private final int[] open;

	private final long[] sentAt;

	private int next;

	/** Messages that an open loop has made due for this sender. */
	private long due;

	/** Messages of an open loop that were handed on or left out. */
	private long handled;

	Sender(Client client, int slots) {
		this.client = client;
		this.sequences = new int[slots];
		this.open = new int[slots];
		this.sentAt = new long[slots];
	}

	Client client() {
		return this.client;
	}

	int nextSequence() {
		return this.next++;
	}

	/** Index of a free slot, or -1. */
	int freeSlot() {
		for (int slot = 0; slot < this.open.length; slot++) {
			if (this.open[slot] == NONE) {
				return slot;
			}
		}
		return -1;
	}

	void occupy(int slot, int sequence, int deliveries, long now) {
		this.sequences[slot] = sequence;
		this.open[slot] = deliveries;
		this.sentAt[slot] = now;
	}

	/** Notes a delivery; whether it was the last one of its message. */
	boolean delivered(int sequence) {
		for (int slot = 0; slot < this.open.length; slot++) {
			if (this.sequences[slot] == sequence && this.open[slot] != NONE) {
				return --this.open[slot] == NONE;
			}
		}
		return false;
	}

	/** Gives up what was sent before a time; whether a slot became free. */
	boolean giveUp(long before) {
		boolean freed = false;
		for (int slot = 0; slot < this.open.length; slot++) {
			if (this.open[slot] != NONE && this.sentAt[slot] - before < 0) {
				this.open[slot] = NONE;
				freed = true;
			}
		}
		return freed;
	}

	void becomesDue() {
		this.due++;
	}

	boolean hasDue() {
		return this.handled < this.due;
	}

	/** Number of the message that is handled next, from 0 on. */
	long handle() {
		return this.handled++;
	}

}
