// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Closing;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Sampler;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P18: what event loops cost each other.
 */
public final class TwoLoops implements Goal {

	private static final String ONE = "1 loop";

	private static final String TWO = "2 loops";

	@Override
	public String id() {
		return "P18";
	}

	@Override
	public String text() {
		return "Two event loops: at most 1.1 times the CPU per delivery of one, at the same rate";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		int connections = bench.edition().connections().get(0);
		List<Finding> findings = new ArrayList<>();
		try (Closing opened = new Closing()) {
			List<Target> relays = bench.start(opened,
					List.of(() -> bench.targets().relay(loops(1)), () -> bench.targets().relay(loops(2))));
			Target one = relays.get(0);
			Target two = relays.get(1);
			Population ofOne = opened.add(bench.open(one, connections));
			Population ofTwo = opened.add(bench.open(two, connections));
			warmUp(bench, one, ofOne, two, ofTwo);
			for (int perSecond : bench.edition().pick(List.of(60), List.of(10, 30, 60))) {
				Traffic traffic = new Traffic(new Scenario.Broadcast(1), 64, new Pace.Rate(perSecond));
				Map<String, Series> series = bench.alternate(
						List.of(new Contender(TWO, two.measured(), ofTwo, traffic),
								new Contender(ONE, one.measured(), ofOne, traffic)),
						bench.edition().windows().withWarmUp(Duration.ofMillis(300)));
				findings.add(Finding.ratio(id(),
						"relay: 2 loops / 1 loop, N=" + connections + ", 64 B, " + perSecond
								+ " broadcasts/s, CPU per delivery",
						Bound.atMost(1.1), Series.named(series, TWO), Series.named(series, ONE), Sample::cpuMicros));
			}
		}
		return findings;
	}

	private static void warmUp(Bench bench, Target one, Population ofOne, Target two, Population ofTwo) {
		Traffic warm = new Load(ofOne.size(), 64, 8).traffic();
		Sampler sampler = new Sampler(bench.edition().windows(), bench.waiting());
		sampler.warmUp(new Contender(ONE, one.measured(), ofOne, warm));
		sampler.warmUp(new Contender(TWO, two.measured(), ofTwo, warm));
	}

	private static HubOptions loops(int loops) {
		return new HubOptions(loops, 5, 1, false, 0);
	}

}
