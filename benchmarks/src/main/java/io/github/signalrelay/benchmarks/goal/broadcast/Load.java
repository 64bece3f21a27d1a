// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;

/**
 * A broadcast of one sender to all.
 *
 * @param connections number of clients
 * @param payload length of the message in bytes
 * @param inFlight broadcasts under way
 */
record Load(int connections, int payload, int inFlight) {

	/**
	 * What the generator has to send.
	 * @return the traffic
	 */
	Traffic traffic() {
		return new Traffic(new Scenario.Broadcast(1), this.payload, new Pace.InFlight(this.inFlight));
	}

	/**
	 * As findings show it.
	 * @return for example {@code N=1000, 64 B, win=8}
	 */
	@Override
	public String toString() {
		return "N=" + this.connections + ", " + this.payload + " B, win=" + this.inFlight;
	}

}
