// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.echo.Echoes;

/**
 * P5: ASP.NET Core SignalR, of which only the way to it can be measured here.
 */
public final class AgainstKestrel implements Goal {

	@Override
	public String id() {
		return "P5";
	}

	@Override
	public String text() {
		return "Broadcast and echo: 2 times ASP.NET Core SignalR";
	}

	private static final Bound BOUND = Bound.atLeast(2);

	private static final String REASON = "ASP.NET Core SignalR cannot run here: no .NET on this machine. "
			+ "This is the transfer factor ours / B; divide it by Kestrel / B, measured with the same generator "
			+ "where .NET runs";

	@Override
	public List<Finding> measure(Bench bench) {
		List<Finding> findings = new ArrayList<>(
				Broadcasts.of(bench).efficiency(id(), Rival.RELAY, Rival.BUN, Map.of(1, BOUND, 8, BOUND)));
		findings.addAll(Echoes.of(bench).efficiency(id(), Echoes.EMBEDDED, Echoes.BUN, BOUND));
		return findings.stream().map(AgainstKestrel::transfer).toList();
	}

	private static Finding transfer(Finding finding) {
		return Finding.instead(finding.goal(), finding.compared(), finding.figure(), BOUND, finding.sides(),
				(finding.sides().isEmpty()) ? finding.remarks().get(0) : REASON);
	}

}
