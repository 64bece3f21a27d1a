// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.latency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Closing;
import io.github.signalrelay.benchmarks.goal.Contender;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Series;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Side;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.goal.Windows;
import io.github.signalrelay.benchmarks.load.Pace;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.load.Scenario;
import io.github.signalrelay.benchmarks.load.Traffic;
import io.github.signalrelay.benchmarks.process.ServerProcess;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P9: what the way through a relay adds to the latency of a hub, with all servers at no
 * more than 30 % of a core.
 */
public final class RelayHop implements Goal {

	private static final int CLIENTS = 100;

	/** Messages per second; the relay uses some 10 % of a core of 2020 for them. */
	private static final double RATE = 1_000;

	private static final double MOST_LOAD = 0.3;

	private static final Traffic ECHO = new Traffic(new Scenario.Echo(CLIENTS), 64, new Pace.Rate(RATE));

	private static final Traffic WARM_UP = new Traffic(new Scenario.Echo(CLIENTS), 64, new Pace.InFlight(1));

	private static final Bound P50 = Bound.atMost(2);

	private static final Bound P99 = Bound.atMost(1.5);

	private static final Bound ADDED_MILLIS = Bound.atMost(1);

	@Override
	public String id() {
		return "P9";
	}

	@Override
	public String text() {
		return "Echo through a relay takes at most 2 times (p50) and 1.5 times (p99) as long as with the relay embedded, "
				+ "and 1 ms more (p99), at no more than 30 % load";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		Target relay = bench.server(ServerKind.RELAY).orElseThrow();
		Target embedded = bench.server(ServerKind.EMBEDDED).orElseThrow();
		try (Closing opened = new Closing()) {
			List<Contender> contenders = List.of(contender(bench, relay, opened), contender(bench, embedded, opened));
			bench.alternate(contenders.stream().map((contender) -> contender.with(WARM_UP)).toList(),
					bench.edition().windows().withRounds(1));
			Map<String, Series> series = withFreeAppServers(relay.helpers(),
					() -> bench.alternate(contenders, windows(bench)));
			return findings(Objects.requireNonNull(series.get(relay.name())),
					Objects.requireNonNull(series.get(embedded.name())));
		}
	}

	/**
	 * App servers get all cores: on two they would share that of the generator, and its
	 * work be measured as the relay's latency. Nobody uses much of a core here.
	 */
	private static Map<String, Series> withFreeAppServers(List<ServerProcess> appServers,
			Supplier<Map<String, Series>> work) {
		if (appServers.isEmpty()) {
			return work.get();
		}
		return appServers.get(0).onAllCores(() -> withFreeAppServers(appServers.subList(1, appServers.size()), work));
	}

	private static Windows windows(Bench bench) {
		Windows edition = bench.edition().windows();
		return WallWindows.of(edition.rounds(), edition.settle(), edition.settle(),
				bench.edition().pick(Duration.ofMillis(1_000), Duration.ofSeconds(10)));
	}

	/** The gauge is the processor time of the app servers, in nanoseconds. */
	private static Contender contender(Bench bench, Target target, Closing opened) {
		Population clients = opened.add(bench.open(target, CLIENTS));
		return new Contender(target.name(), target.measured(), clients, ECHO,
				() -> target.helpers().stream().map(ServerProcess::cpuTime).mapToLong(Duration::toNanos).sum());
	}

	private List<Finding> findings(Series relay, Series embedded) {
		List<Side> sides = List.of(Side.of(relay), Side.of(embedded));
		String[] remarks = remarks(relay, embedded);
		return List.of(
				Finding.of(id(), "p50 of echo, relay ÷ embedded", relay.ratioTo(embedded, Sample::p50Nanos),
						Finding.TIMES, P50, sides, remarks),
				Finding.of(id(), "p99 of echo, relay ÷ embedded", relay.ratioTo(embedded, Sample::p99Nanos),
						Finding.TIMES, P99, sides, remarks),
				Finding.of(id(), "p99 of echo that the relay adds", added(relay, embedded), "ms", ADDED_MILLIS, sides,
						remarks));
	}

	private static Spread added(Series relay, Series embedded) {
		List<Double> millis = new ArrayList<>();
		for (int round = 0; round < relay.samples().size(); round++) {
			millis.add((relay.samples().get(round).p99Nanos() - embedded.samples().get(round).p99Nanos()) / 1e6);
		}
		return Spread.of(millis);
	}

	private static String[] remarks(Series relay, Series embedded) {
		double generator = Math.max(relay.spread(Sample::generatorLoad).max(),
				embedded.spread(Sample::generatorLoad).max());
		double appServer = load(relay, Sample::gauged);
		double ours = load(relay, RelayHop::cpuNanos);
		double theirs = load(embedded, RelayHop::cpuNanos);
		String loads = String.format(Locale.ROOT,
				"parts of a core: relay %.2f, app server %.2f, embedded %.2f, generator %.2f", ours, appServer, theirs,
				generator);
		boolean over = Stream.of(ours, appServer, theirs).anyMatch((load) -> load > MOST_LOAD);
		return over ? new String[] { loads, "a server was above 30 % load" } : new String[] { loads };
	}

	private static double load(Series series, ToDoubleFunction<Sample> nanos) {
		return series.spread((sample) -> nanos.applyAsDouble(sample) / sample.wall().toNanos()).median();
	}

	private static double cpuNanos(Sample sample) {
		return sample.cpu().toNanos();
	}

}
