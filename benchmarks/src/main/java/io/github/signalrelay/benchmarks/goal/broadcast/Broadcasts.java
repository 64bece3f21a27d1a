// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Noise;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.Windows;
import io.github.signalrelay.benchmarks.sizing.UnitCost;

/**
 * All servers broadcast in turn; several goals take their pairs from it.
 */
final class Broadcasts {

	private final Map<Load, Map<String, Series>> series = new LinkedHashMap<>();

	private final Map<Rival, String> absent = new EnumMap<>(Rival.class);

	private Broadcasts() {
	}

	/**
	 * Measures at the first call.
	 * @param bench what to measure with
	 * @return the broadcasts
	 */
	static Broadcasts of(Bench bench) {
		return bench.once(Broadcasts.class, () -> {
			Broadcasts broadcasts = new Broadcasts();
			broadcasts.measure(bench);
			return broadcasts;
		});
	}

	/**
	 * Pairs of two rivals at all loads at which both took part.
	 * @param goal id of the goal
	 * @param ours ours
	 * @param reference the reference
	 * @param bounds bound for a number of broadcasts under way; other pairs are only told
	 * @return the findings, one that says why there are none otherwise
	 */
	List<Finding> efficiency(String goal, Rival ours, Rival reference, Map<Integer, Bound> bounds) {
		List<Finding> findings = new ArrayList<>();
		this.series.forEach((load, byName) -> {
			Series first = byName.get(ours.label());
			Series second = byName.get(reference.label());
			Bound bound = bounds.get(load.inFlight());
			if (first != null && second != null) {
				findings.add(Finding.efficiency(goal, pair(ours, reference, load), bound, first, second));
			}
		});
		if (findings.isEmpty()) {
			findings.add(Finding.notMeasured(goal, ours.label() + " / " + reference.label() + ", broadcast", null,
					reason(ours, reference)));
		}
		return findings;
	}

	private String reason(Rival ours, Rival reference) {
		return Stream.of(ours, reference)
			.map(this.absent::get)
			.filter((reason) -> reason != null)
			.findFirst()
			.orElse("did not take part");
	}

	private static String pair(Rival ours, Rival reference, Load load) {
		return ours.label() + " / " + reference.label() + ", " + load + ", deliveries per CPU second";
	}

	private void measure(Bench bench) {
		for (int connections : bench.edition().connections()) {
			boolean first = this.series.isEmpty();
			try (Field field = new Field(bench, this.absent)) {
				List<Rival> rivals = Stream.of(Rival.values())
					.filter((rival) -> (first || rival.core()) && Stream.of(rival.goals()).anyMatch(bench::wants))
					.toList();
				bench.prepare(rivals.stream().map(Rival::kind).toList());
				rivals.forEach((rival) -> field.enter(rival, connections));
				loads(bench, connections).forEach((load) -> alternate(bench, field, load));
			}
		}
		charts(bench);
		costs(bench);
	}

	private void costs(Bench bench) {
		int connections = bench.edition().connections().get(0);
		bench.cost(UnitCost.DELIVERY_MICROS, relayMicros(new Load(connections, 64, 1)));
		bench.cost(UnitCost.LARGE_DELIVERY_MICROS, relayMicros(new Load(connections, 2_048, 1)));
		bench.cost(UnitCost.BATCHED_DELIVERY_MICROS, relayMicros(new Load(connections, 64, 8)));
	}

	private double relayMicros(Load load) {
		return Series.named(this.series.getOrDefault(load, Map.of()), Rival.RELAY.label())
			.spread(Sample::cpuMicros)
			.median();
	}

	private void alternate(Bench bench, Field field, Load load) {
		Windows windows = bench.edition().windows();
		boolean cold = this.series.keySet().stream().noneMatch((done) -> done.connections() == load.connections());
		boolean peers = load.payload() == bench.edition().payloads().get(0);
		Map<String, Series> measured = bench.alternate(field.contenders(load, peers),
				cold ? windows : windows.whenWarm());
		this.series.put(load, measured);
		Series reference = measured.getOrDefault(Rival.LEAN.label(), measured.get(Rival.RELAY.label()));
		if (reference != null) {
			bench.add(Noise.of("broadcast, " + load, reference));
		}
	}

	/**
	 * The batching load first: it warms up most. The short edition sends long messages
	 * one at a time only, and the peers get none.
	 */
	private static List<Load> loads(Bench bench, int connections) {
		List<Load> loads = new ArrayList<>();
		for (int payload : bench.edition().payloads()) {
			loads.add(new Load(connections, payload, 8));
			loads.add(new Load(connections, payload, 1));
		}
		if (bench.edition() == Edition.SHORT) {
			loads.add(new Load(connections, 2_048, 1));
		}
		return loads;
	}

	private void charts(Bench bench) {
		this.series.forEach((load, byName) -> {
			bench.add(BroadcastChart.cpu(load, byName.values()));
			bench.add(BroadcastChart.latency(load, byName.values()));
		});
	}

}
