// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.client.GeneratorLoop;
import io.github.signalrelay.benchmarks.load.dialect.Wire;

/**
 * Each sender sends when one of its messages has arrived wherever it was sent.
 */
final class ClosedLoop extends ActiveRun {

	ClosedLoop(GeneratorLoop loop, Crowd crowd, Traffic traffic, Wire wire, int inFlight) {
		super(loop, crowd, traffic, wire, inFlight);
	}

	@Override
	public void begin() {
		proceed();
	}

	@Override
	void proceed() {
		for (int sender = 0; sender < senders().length; sender++) {
			fill(sender);
		}
	}

	private void fill(int index) {
		Sender sender = senders()[index];
		int slot = sender.freeSlot();
		while (slot >= 0 && isSending() && sender.client().isListening()) {
			long now = System.nanoTime();
			int sequence = sender.nextSequence();
			int receivers = send(index, sequence, now);
			if (receivers == 0) {
				return;
			}
			sender.occupy(slot, sequence, receivers, now);
			slot = sender.freeSlot();
		}
	}

	@Override
	void delivered(Sender sender, int sequence) {
		if (sender.delivered(sequence)) {
			fill(sender.client().index());
		}
	}

	@Override
	public void writable(Client client) {
		// no sender has more under way than its slots, however slow its connection is
	}

	@Override
	public void sweep() {
		long before = System.nanoTime() - GIVE_UP_NANOS;
		for (int index = 0; index < senders().length; index++) {
			senders()[index].giveUp(before);
			fill(index);
		}
	}

}
