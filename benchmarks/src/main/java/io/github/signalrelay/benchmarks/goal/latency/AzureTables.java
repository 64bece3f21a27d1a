// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.latency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Sampler;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Side;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.load.GroupPlan;
import io.github.signalrelay.benchmarks.load.Opening;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Transport;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P8: the rows that Azure's performance guide gives for ten units, on this machine with
 * generator and app server. Then more and more of a row until p99 reaches a second, as
 * azure-signalr-bench does.
 */
public final class AzureTables implements Goal {

	private static final int CONNECTIONS = 10_000;

	private static final Row ECHO = new Row("echo, 10,000/s", new Scenario.Echo(CONNECTIONS), 10_000, 1, null);

	private static final Row BROADCAST = new Row("broadcast, 20,000/s", new Scenario.Broadcast(2), 2, CONNECTIONS,
			null);

	private static final Row BROADCAST_OF_50_UNITS = new Row("broadcast of unit 50, 100,000/s",
			new Scenario.Broadcast(10), 10, CONNECTIONS, null);

	private static final Row SMALL_GROUPS = new Row("small groups, 20,000/s", new Scenario.SendToGroup(2_000), 2_000,
			10, new GroupPlan(CONNECTIONS / 10, 1));

	private static final Row BIG_GROUPS = new Row("10 big groups, 20,000/s", new Scenario.SendToGroup(20), 20,
			CONNECTIONS / 10, new GroupPlan(10, 1));

	/** As the guide had it in 2019; it leaves the row out today. */
	private static final Row SEND_TO_CONNECTION = new Row("send to connection, 8,000/s",
			new Scenario.SendToConnection(8_000), 8_000, 1, null);

	private static final List<Row> UNIT_10 = List.of(ECHO, BROADCAST, SEND_TO_CONNECTION, SMALL_GROUPS, BIG_GROUPS);

	private static final Bound P99 = Bound.atMost(100);

	private static final Bound P99_OF_50_UNITS = Bound.atMost(1_000);

	@Override
	public String id() {
		return "P8";
	}

	@Override
	public String text() {
		return "Every row of Azure's tables for 10 units (10,000 connections, 2 KB) stays below 100 ms (p99) on this "
				+ "machine, and the broadcast of 50 units (100,000/s) below 1 s";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		Target relay = bench.server(ServerKind.RELAY).orElseThrow();
		List<Finding> findings = rows(bench, relay);
		List<Steps.Curve> curves = List.of(climb(bench, relay, ECHO), climb(bench, relay, BROADCAST));
		curves.forEach((curve) -> findings.add(most(curve)));
		bench.add(chart(curves));
		return findings;
	}

	private List<Finding> rows(Bench bench, Target relay) {
		try (Population clients = open(bench, relay)) {
			Contender contender = new Contender(relay.name(), relay.measured(), clients, ECHO.traffic());
			new Sampler(bench.edition().windows(), bench.waiting()).warmUp(contender);
			List<Finding> findings = new ArrayList<>();
			UNIT_10.forEach((row) -> findings.add(row(bench, contender, row, P99)));
			findings.add(row(bench, contender, BROADCAST_OF_50_UNITS, P99_OF_50_UNITS));
			return findings;
		}
	}

	/** With clients of its own: the last step may cost some their connection. */
	private static Steps.Curve climb(Bench bench, Target relay, Row row) {
		try (Population clients = open(bench, relay)) {
			return new Steps(bench, new Contender(relay.name(), relay.measured(), clients, row.traffic())).climb(row);
		}
	}

	private static Population open(Bench bench, Target relay) {
		return bench.open(relay, relay.dialect(), Transport.WEB_SOCKETS, Opening.of(CONNECTIONS));
	}

	private Finding row(Bench bench, Contender clients, Row row, Bound bound) {
		bench.say("P8: " + row.name());
		Series series = new Series(clients.name(), joined(clients, row, () -> sample(bench, clients, row)));
		return Finding.of(id(), row.name() + ", p99", series.spread((sample) -> sample.p99Nanos() / 1e6), "ms", bound,
				List.of(Side.of(series)), kept(series, row));
	}

	private static List<Sample> joined(Contender clients, Row row, Supplier<List<Sample>> action) {
		GroupPlan groups = row.groups();
		if (groups == null) {
			return action.get();
		}
		clients.population().join(groups);
		List<Sample> samples = action.get();
		clients.population().leave(groups);
		return samples;
	}

	private static List<Sample> sample(Bench bench, Contender clients, Row row) {
		Duration warmUp = bench.edition().pick(Duration.ofSeconds(1), Duration.ofSeconds(3));
		Duration length = bench.edition().pick(Duration.ofMillis(2_500), Duration.ofSeconds(20));
		int rounds = bench.edition().pick(1, 3);
		Contender loaded = clients.with(row.traffic());
		Sampler sampler = new Sampler(WallWindows.of(rounds, warmUp, warmUp, length), bench.waiting());
		List<Sample> samples = new ArrayList<>();
		for (int round = 0; round < rounds; round++) {
			samples.add(sampler.sample(loaded));
		}
		return samples;
	}

	private static String kept(Series series, Row row) {
		double rate = series.spread(Sample::perSecond).median();
		return String.format(Locale.ROOT, "%,.0f deliveries per second of %,.0f", rate, row.outPerSecond());
	}

	private Finding most(Steps.Curve curve) {
		return Finding.of(id(),
				"most messages out with p99 < 1 s, " + curve.row().scenario().getClass().getSimpleName(),
				Spread.once(curve.most()), "messages/s", null, List.of(), curve.end());
	}

	private static Chart chart(List<Steps.Curve> curves) {
		return new Chart("p8-steps", "Latency while the load is raised, 10,000 connections, 2 KB",
				"messages out per second", "p99, ms", curves.stream().map(Steps.Curve::plotted).toList());
	}

}
