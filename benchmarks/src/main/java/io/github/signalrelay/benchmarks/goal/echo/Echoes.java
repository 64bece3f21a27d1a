// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.echo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Noise;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * Echo of 100 clients with 16 messages of 64 bytes under way each; servers take turns.
 */
public final class Echoes {

	/** Our relay within an application, hub methods of the JSON protocol. */
	public static final String EMBEDDED = "embedded hub, JSON";

	/** Our relay with an app server beside it, which is not measured. */
	public static final String RELAY = "relay, JSON";

	/** L. */
	public static final String LEAN = "L";

	/** B. */
	public static final String BUN = "B";

	private static final int CLIENTS = 100;

	private static final Traffic TRAFFIC = new Traffic(new Scenario.Echo(CLIENTS), 64, new Pace.InFlight(16));

	private final Map<String, Series> series;

	private Echoes(Map<String, Series> series) {
		this.series = series;
	}

	/**
	 * Measures at the first call.
	 * @param bench what to measure with
	 * @return the echoes
	 */
	public static Echoes of(Bench bench) {
		return bench.once(Echoes.class, () -> new Echoes(measure(bench)));
	}

	/**
	 * A pair of servers.
	 * @param goal id of the goal
	 * @param ours ours
	 * @param reference the reference
	 * @param bound what the ratio has to be
	 * @return one finding
	 */
	public List<Finding> efficiency(String goal, String ours, String reference, Bound bound) {
		String compared = ours + " / " + reference + ", echo 100×16, 64 B, messages per CPU second";
		if (!this.series.containsKey(reference)) {
			return List.of(Finding.notMeasured(goal, compared, bound, reference + " cannot run on this machine"));
		}
		return List.of(Finding.efficiency(goal, compared, bound, Series.named(this.series, ours),
				Series.named(this.series, reference)));
	}

	private static Map<String, Series> measure(Bench bench) {
		Map<String, ServerKind> kinds = new LinkedHashMap<>();
		kinds.put(EMBEDDED, ServerKind.EMBEDDED);
		kinds.put(RELAY, ServerKind.RELAY);
		kinds.put(LEAN, ServerKind.LEAN);
		if (bench.wants("P5")) {
			kinds.put(BUN, ServerKind.BUN);
		}
		List<Contender> contenders = new ArrayList<>();
		List<Population> populations = new ArrayList<>();
		try {
			bench.prepare(kinds.values());
			kinds.forEach((name, kind) -> {
				Optional<Target> target = bench.server(kind);
				target.ifPresent((found) -> {
					Population population = bench.open(found, CLIENTS);
					populations.add(population);
					contenders.add(new Contender(name, found.measured(), population, TRAFFIC));
				});
			});
			Map<String, Series> measured = bench.alternate(contenders);
			bench.add(Noise.of("echo 100×16, 64 B", Series.named(measured, LEAN)));
			bench.cost(UnitCost.MESSAGE_MICROS, Series.named(measured, RELAY).spread(Sample::cpuMicros).median());
			return measured;
		}
		finally {
			populations.forEach(Population::close);
		}
	}

}
