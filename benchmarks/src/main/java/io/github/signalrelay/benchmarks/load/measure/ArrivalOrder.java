// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.measure;

import java.util.Arrays;

/**
 * Whether messages come to each receiver in the order of their sender. Remembers the last
 * number of four senders per receiver, so that it costs next to nothing; with more
 * senders it sees a part of the swaps. Belongs to the generator's event loop.
 */
public final class ArrivalOrder {

	private static final int SENDERS = 4;

	private final int[] senders;

	private final int[] sequences;

	private long disordered;

	/**
	 * Creates the memory of a run.
	 * @param receivers number of receivers
	 */
	public ArrivalOrder(int receivers) {
		this.senders = new int[receivers * SENDERS];
		this.sequences = new int[receivers * SENDERS];
		Arrays.fill(this.senders, -1);
	}

	/**
	 * Notes a message.
	 * @param receiver who got it
	 * @param sender who sent it
	 * @param sequence its number, rising per sender
	 */
	public void arrived(int receiver, int sender, int sequence) {
		int at = receiver * SENDERS + (sender & (SENDERS - 1));
		if (this.senders[at] == sender && this.sequences[at] >= sequence) {
			this.disordered++;
			return;
		}
		this.senders[at] = sender;
		this.sequences[at] = sequence;
	}

	/**
	 * Messages that came behind a later one of the same sender, or twice.
	 * @return the number
	 */
	public long disordered() {
		return this.disordered;
	}

}
