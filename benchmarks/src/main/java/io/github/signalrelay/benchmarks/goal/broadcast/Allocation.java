// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Side;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.load.Interval;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Run;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.process.JvmProbe;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P17: what the fan-out leaves to the garbage collector.
 */
public final class Allocation implements Goal {

	private static final String RELAY = "relay";

	private static final double DELIVERIES_PER_SECOND = 100_000;

	@Override
	public String id() {
		return "P17";
	}

	@Override
	public String text() {
		return "Fan-out allocates at most 32 bytes per delivery, and no collection pauses longer than 5 ms";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		int connections = bench.edition().connections().get(0);
		Target relay = bench.server(ServerKind.RELAY).orElseThrow();
		List<Finding> findings = new ArrayList<>();
		try (Population population = bench.open(relay, connections)) {
			for (int inFlight : List.of(8, 1)) {
				findings.add(allocated(bench, relay, population, new Load(connections, 64, inFlight)));
			}
			findings.add(pause(bench, relay, population));
		}
		return findings;
	}

	private Finding allocated(Bench bench, Target relay, Population population, Load load) {
		JvmProbe probe = relay.measured().probe();
		Map<String, Series> all = bench.alternate(
				List.of(new Contender(RELAY, relay.measured(), population, load.traffic(), probe::allocatedBytes)));
		Series series = Series.named(all, RELAY);
		return Finding.of(id(), "relay, " + load + ", bytes of heap allocated per delivery",
				series.spread(Sample::gaugedPerDelivery), "B", Bound.atMost(32), List.of(Side.of(series)));
	}

	private Finding pause(Bench bench, Target relay, Population population) {
		Traffic traffic = new Traffic(new Scenario.Broadcast(1), 64,
				new Pace.Rate(DELIVERIES_PER_SECOND / population.size()));
		Run run = population.start(traffic);
		bench.waiting().pause(Duration.ofSeconds(2));
		run.interval();
		relay.measured().probe().longestPause();
		bench.waiting().pause(bench.edition().pick(Duration.ofSeconds(8), Duration.ofSeconds(30)));
		Interval interval = run.interval();
		Duration longest = relay.measured().probe().longestPause();
		run.stop(Duration.ofSeconds(10));
		double rate = interval.deliveries() * 1e9 / interval.wall().toNanos();
		return Finding.of(id(), "relay, 100 k deliveries/s, 64 B, longest pause for a collection",
				Spread.once(longest.toNanos() / 1e6), "ms", Bound.atMost(5), List.of(),
				String.format(Locale.ROOT, "%.0f deliveries/s were reached", rate));
	}

}
