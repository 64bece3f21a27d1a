// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.latency;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;

/**
 * A row of Azure's tables, for 10,000 connections and messages of 2,048 bytes.
 *
 * @param name name of the row, and what it sends out
 * @param scenario who sends to whom
 * @param perSecond messages that come in, per second
 * @param fanOut messages that go out for one that comes in
 * @param groups groups that clients are in meanwhile, {@code null} for none
 */
record Row(String name, Scenario scenario, double perSecond, int fanOut, @Nullable GroupPlan groups) {

	private static final int PAYLOAD_BYTES = 2_048;

	/**
	 * The row's traffic.
	 * @return the traffic
	 */
	Traffic traffic() {
		return traffic(this.perSecond);
	}

	/**
	 * The row's traffic at another rate.
	 * @param messages messages that come in, per second
	 * @return the traffic
	 */
	Traffic traffic(double messages) {
		return new Traffic(this.scenario, PAYLOAD_BYTES, new Pace.Rate(messages));
	}

	/**
	 * What the row asks for, as messages that go out.
	 * @return messages per second
	 */
	double outPerSecond() {
		return this.perSecond * this.fanOut;
	}

}
