// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;

/**
 * P3: the relay against µWebSockets in Bun.
 */
public final class AgainstNative implements Goal {

	@Override
	public String id() {
		return "P3";
	}

	@Override
	public String text() {
		return "Broadcast against native code: 0.9 times B one at a time, 1.0 times B with eight in flight";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		return Broadcasts.of(bench)
			.efficiency(id(), Rival.RELAY, Rival.BUN, Map.of(1, Bound.atLeast(0.9), 8, Bound.atLeast(1)));
	}

}
