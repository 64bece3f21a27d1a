// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.scenario;

import java.util.concurrent.TimeUnit;

import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.load.client.Client;
import io.github.signalrelay.benchmarks.load.client.GeneratorLoop;
import io.github.signalrelay.benchmarks.load.dialect.Wire;

/**
 * Message {@code k} of all is due at the start plus {@code k} divided by the rate, and is
 * sent by sender {@code k} modulo their number. A sender that cannot write catches up
 * later; its messages keep the times when they were due.
 */
final class OpenLoop extends ActiveRun {

	/** Shortest sleep between two looks at the clock. */
	private static final long MIN_SLEEP_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

	private final double nanosPerMessage;

	private final long first;

	private long next;

	private boolean scheduled;

	OpenLoop(GeneratorLoop loop, Crowd crowd, Traffic traffic, Wire wire, double perSecond) {
		super(loop, crowd, traffic, wire, 0);
		this.nanosPerMessage = TimeUnit.SECONDS.toNanos(1) / perSecond;
		this.first = System.nanoTime();
	}

	@Override
	public void begin() {
		proceed();
	}

	@Override
	void proceed() {
		if (!isSending()) {
			return;
		}
		long now = System.nanoTime();
		while (due(this.next) - now <= 0) {
			int sender = (int) (this.next++ % senders().length);
			senders()[sender].becomesDue();
			sendDue(sender);
		}
		if (!this.scheduled) {
			this.scheduled = true;
			long sleep = Math.max(MIN_SLEEP_NANOS, due(this.next) - System.nanoTime());
			loop().eventLoop().schedule(this::wake, sleep, TimeUnit.NANOSECONDS);
		}
	}

	private void wake() {
		this.scheduled = false;
		proceed();
	}

	private long due(long message) {
		return this.first + (long) (message * this.nanosPerMessage);
	}

	private void sendDue(int index) {
		Sender sender = senders()[index];
		Client client = sender.client();
		while (sender.hasDue() && isSending() && (client.isWritable() || !client.isListening())) {
			long due = due(sender.handle() * senders().length + index);
			if (client.isListening()) {
				send(index, sender.nextSequence(), due);
			}
		}
	}

	@Override
	void delivered(Sender sender, int sequence) {
		// the time decides when the next one is sent
	}

	@Override
	public void writable(Client client) {
		if (client.index() < senders().length) {
			sendDue(client.index());
		}
	}

	@Override
	public void sweep() {
		// nothing waits for what does not come
	}

}
