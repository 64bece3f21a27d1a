// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;

/**
 * P1: the relay against a bare Netty server.
 */
public final class AgainstLean implements Goal {

	@Override
	public String id() {
		return "P1";
	}

	@Override
	public String text() {
		return "Broadcast through the full relay: 0.95 times the deliveries per CPU second of L";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		Map<Integer, Bound> bounds = Map.of(1, Bound.atLeast(0.95), 8, Bound.atLeast(0.95));
		Broadcasts broadcasts = Broadcasts.of(bench);
		List<Finding> findings = new ArrayList<>(broadcasts.efficiency(id(), Rival.RELAY, Rival.LEAN, bounds));
		findings.addAll(broadcasts.efficiency(id(), Rival.RELAY_MESSAGEPACK, Rival.LEAN, bounds));
		return findings;
	}

}
