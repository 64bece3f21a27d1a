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
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Windows;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P16: server-sent events and long polling against WebSockets.
 */
public final class OtherTransports implements Goal {

	private static final String WEB_SOCKETS = "WebSockets";

	@Override
	public String id() {
		return "P16";
	}

	@Override
	public String text() {
		return "Broadcast over SSE: 0.95 times WebSockets; over long polling: 0.2 times WebSockets";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		int connections = bench.edition().connections().get(0);
		List<Finding> findings = new ArrayList<>();
		findings.addAll(against(bench, connections, Transport.SERVER_SENT_EVENTS, "SSE", Bound.atLeast(0.95)));
		findings.addAll(against(bench, connections, Transport.LONG_POLLING, "long polling", Bound.atLeast(0.2)));
		return findings;
	}

	/** Clients of two transports on one relay would hear each other's broadcasts. */
	private List<Finding> against(Bench bench, int connections, Transport transport, String name, Bound bound) {
		List<Finding> findings = new ArrayList<>();
		Target plain = bench.server(ServerKind.RELAY).orElseThrow();
		Target relay = bench.server(ServerKind.SECOND_RELAY).orElseThrow();
		try (Population webSockets = bench.open(plain, connections);
				Population other = bench.open(relay, relay.dialect(), transport, Opening.of(connections))) {
			for (int inFlight : List.of(8, 1)) {
				Load load = new Load(connections, 64, inFlight);
				Windows windows = bench.edition().windows();
				Map<String, Series> series = bench.alternate(
						List.of(new Contender(name, relay.measured(), other, load.traffic()),
								new Contender(WEB_SOCKETS, plain.measured(), webSockets, load.traffic())),
						(inFlight == 8) ? windows : windows.whenWarm());
				findings.add(Finding.efficiency(id(),
						"relay: " + name + " / WebSockets, " + load + ", deliveries per CPU second", bound,
						Series.named(series, name), Series.named(series, WEB_SOCKETS)));
			}
		}
		return findings;
	}

}
