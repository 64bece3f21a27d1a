// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;

/**
 * P2: the relay against a bare loop of sends.
 */
public final class AgainstSendLoop implements Goal {

	@Override
	public String id() {
		return "P2";
	}

	@Override
	public String text() {
		return "Broadcast against the machine: 0.8 times C one at a time, 0.55 times C with eight in flight";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		return Broadcasts.of(bench)
			.efficiency(id(), Rival.RELAY, Rival.SEND_LOOP, Map.of(1, Bound.atLeast(0.8), 8, Bound.atLeast(0.55)));
	}

}
