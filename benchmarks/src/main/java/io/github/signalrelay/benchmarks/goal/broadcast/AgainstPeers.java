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
 * P4: the relay against what Java and Node users have.
 */
public final class AgainstPeers implements Goal {

	@Override
	public String id() {
		return "P4";
	}

	@Override
	public String text() {
		return "Broadcast with eight in flight: 5 times netty-socketio, 5 times socket.io, 10 times Spring STOMP";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		Broadcasts broadcasts = Broadcasts.of(bench);
		List<Finding> findings = new ArrayList<>();
		findings.addAll(against(broadcasts, Rival.NETTY_SOCKET_IO, 1.3, 5));
		findings.addAll(against(broadcasts, Rival.SOCKET_IO, 1.8, 5));
		findings.addAll(against(broadcasts, Rival.STOMP, 2.2, 10));
		findings.addAll(against(broadcasts, Rival.WS, 1, 1));
		return findings;
	}

	/**
	 * The moonshot bound is one for eight in flight; one at a time has the bound called
	 * good. ws has none in the goals and only must not be faster.
	 */
	private List<Finding> against(Broadcasts broadcasts, Rival peer, double single, double eight) {
		return broadcasts.efficiency(id(), Rival.RELAY, peer,
				Map.of(1, Bound.atLeast(single), 8, Bound.atLeast(eight)));
	}

}
