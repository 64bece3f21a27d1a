// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.process.JvmProbe;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P6: the relay against WebFlux.
 */
public final class AgainstWebFlux implements Goal {

	/** For the sizing sheet: what a place in a group costs. */
	private static final GroupPlan GROUPS = new GroupPlan(300, 10);

	@Override
	public String id() {
		return "P6";
	}

	@Override
	public String text() {
		return "Broadcast with eight in flight: 3 times our WebFlux variant, with a quarter of its memory";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		List<Finding> findings = new ArrayList<>(Broadcasts.of(bench)
			.efficiency(id(), Rival.RELAY, Rival.WEB_FLUX, Map.of(1, Bound.atLeast(1), 8, Bound.atLeast(3))));
		findings.add(memory(bench));
		return findings;
	}

	private Finding memory(Bench bench) {
		int few = bench.edition().pick(500, 1_000);
		int many = bench.edition().pick(3_500, 9_000);
		Target relay = bench.server(ServerKind.RELAY).orElseThrow();
		bench.cost(UnitCost.NODE_BYTES, relay.measured().residentBytes());
		double ours = heapPerConnection(bench, relay, few, many, true);
		double webFlux = heapPerConnection(bench, bench.server(ServerKind.WEB_FLUX).orElseThrow(), few, many, false);
		bench.cost(UnitCost.CONNECTION_HEAP_BYTES, ours);
		String compared = "heap per idle connection between " + few + " and " + many + ": relay / WebFlux";
		return Finding.of(id(), compared, Spread.once(ours / webFlux), Finding.TIMES, Bound.atMost(0.25), List.of(),
				String.format(Locale.ROOT, "relay %.1f KB, WebFlux %.1f KB", ours / 1024, webFlux / 1024));
	}

	private static double heapPerConnection(Bench bench, Target target, int few, int many, boolean groups) {
		JvmProbe probe = target.measured().probe();
		try (Population first = bench.open(target, few)) {
			long before = probe.heapAfterGc();
			try (Population rest = bench.open(target, many - few)) {
				long after = probe.heapAfterGc();
				if (groups) {
					rest.join(GROUPS);
					bench.cost(UnitCost.MEMBERSHIP_HEAP_BYTES,
							(probe.heapAfterGc() - after) / (double) (rest.size() * GROUPS.perConnection()));
				}
				return (after - before) / (double) rest.size();
			}
		}
	}

}
