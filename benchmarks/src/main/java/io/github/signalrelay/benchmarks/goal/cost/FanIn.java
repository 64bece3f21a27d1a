// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Closing;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P19: echo through 1, 5 and 20 connections of an app server.
 */
public final class FanIn implements Goal {

	private static final int FEW = 1;

	/** What an app server opens by default, which the others are held against. */
	private static final int REFERENCE = 5;

	private static final int MANY = 20;

	private static final int CLIENTS = 100;

	/**
	 * Under way for each client: enough for messages of a client to overtake each other.
	 */
	private static final Traffic ECHO = new Traffic(new Scenario.Echo(CLIENTS), 64, new Pace.InFlight(4));

	private static final Bound NOT_LESS = Bound.atLeast(0.95);

	private static final Bound NOT_MORE = Bound.atMost(1.05);

	@Override
	public String id() {
		return "P19";
	}

	@Override
	public String text() {
		return "Echoes per CPU second with 1 and 20 server connections are within 0.95 to 1.05 times those with 5, "
				+ "and each client gets its messages in order";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		try (Closing opened = new Closing()) {
			List<Target> relays = bench.start(opened, List.of(() -> relay(bench, FEW), () -> relay(bench, MANY)));
			List<Contender> contenders = List.of(contender(bench, relays.get(0), FEW, opened),
					contender(bench, bench.server(ServerKind.RELAY).orElseThrow(), REFERENCE, opened),
					contender(bench, relays.get(1), MANY, opened));
			Map<String, Series> series = bench.alternate(contenders);
			bench.cost(UnitCost.SERVER_CONNECTION_MESSAGES, of(series, 1).spread(Sample::perSecond).median());
			return findings(series);
		}
	}

	private static Target relay(Bench bench, int serverConnections) {
		return bench.targets().relay(HubOptions.DEFAULT.withServerConnections(serverConnections));
	}

	private static Contender contender(Bench bench, Target relay, int serverConnections, Closing opened) {
		Population clients = opened.add(bench.open(relay, CLIENTS));
		return new Contender(name(serverConnections), relay.measured(), clients, ECHO);
	}

	private static String name(int serverConnections) {
		return "relay with " + serverConnections + " server connections";
	}

	private List<Finding> findings(Map<String, Series> series) {
		List<Finding> findings = new ArrayList<>();
		Series reference = of(series, REFERENCE);
		for (int count : List.of(FEW, MANY)) {
			for (Bound bound : List.of(NOT_LESS, NOT_MORE)) {
				findings.add(Finding.efficiency(id(),
						"echoes per CPU second, " + count + " ÷ " + REFERENCE + " server connections", bound,
						of(series, count), reference));
			}
		}
		findings.add(Finding.of(id(), "echoes out of order, all numbers of server connections",
				Spread.once(disordered(series)), "echoes", Bound.atMost(0), List.of()));
		return findings;
	}

	private static Series of(Map<String, Series> series, int serverConnections) {
		return Objects.requireNonNull(series.get(name(serverConnections)));
	}

	private static double disordered(Map<String, Series> series) {
		return series.values().stream().flatMap((one) -> one.samples().stream()).mapToLong(Sample::disordered).sum();
	}

}
