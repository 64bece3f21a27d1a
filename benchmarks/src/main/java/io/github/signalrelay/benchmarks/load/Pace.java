// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * When messages are sent.
 */
public sealed interface Pace {

	/**
	 * A closed loop: each sender sends the next message when one of those that it has
	 * under way has reached all whom it was sent to. Nothing can be batched with one.
	 *
	 * @param messages messages under way per sender
	 */
	record InFlight(int messages) implements Pace {
	}

	/**
	 * An open loop: messages are due at fixed times, and their latency counts from when
	 * they were due, not from when they could be sent (coordinated omission).
	 *
	 * @param perSecond messages per second of all senders together
	 */
	record Rate(double perSecond) implements Pace {
	}

}
