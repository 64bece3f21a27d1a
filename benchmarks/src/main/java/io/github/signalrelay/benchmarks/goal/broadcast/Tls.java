// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Windows;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P15: what TLS costs.
 */
public final class Tls implements Goal {

	@Override
	public String id() {
		return "P15";
	}

	@Override
	public String text() {
		return "Broadcast over TLS: 0.7 times cleartext";
	}

	private static final HubOptions WITH_TLS = new HubOptions(0, 5, 1, true, 0);

	@Override
	public List<Finding> measure(Bench bench) {
		int connections = bench.edition().connections().get(0);
		List<Finding> findings = new ArrayList<>();
		Target clear = bench.server(ServerKind.RELAY).orElseThrow();
		try (Target tls = bench.targets().relay(WITH_TLS);
				Population ofClear = bench.open(clear, connections);
				Population ofTls = bench.open(tls, connections)) {
			for (int inFlight : List.of(8, 1)) {
				Load load = new Load(connections, 64, inFlight);
				Windows windows = bench.edition().windows();
				Map<String, Series> series = bench.alternate(
						List.of(new Contender("TLS", tls.measured(), ofTls, load.traffic()),
								new Contender("cleartext", clear.measured(), ofClear, load.traffic())),
						(inFlight == 8) ? windows : windows.whenWarm());
				findings.add(Finding.efficiency(id(), "relay: TLS / cleartext, " + load + ", deliveries per CPU second",
						Bound.atLeast(0.7), Series.named(series, "TLS"), Series.named(series, "cleartext")));
				if (inFlight == 1) {
					bench.cost(UnitCost.TLS_FACTOR,
							Series.named(series, "TLS")
								.ratioTo(Series.named(series, "cleartext"), Sample::cpuMicros)
								.median());
				}
			}
		}
		return findings;
	}

}
