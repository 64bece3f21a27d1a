// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Closing;
import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.sizing.UnitCost;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P12: what it costs that a client connects, joins, leaves and vanishes, with few others
 * and with many. ASP.NET Core once looked through all groups for each client that
 * vanished.
 */
public final class LinearCost implements Goal {

	private static final int FEW_CONNECTIONS = 1_000;

	private static final int FEW_GROUPS = 40;

	private static final int MANY_CONNECTIONS = 15_000;

	private static final int MANY_GROUPS = 40_000;

	/** To fill servers takes most of the time. */
	private static final int MANY_CONNECTIONS_IN_SHORT = 5_000;

	private static final int MANY_GROUPS_IN_SHORT = 13_000;

	/** With both servers full the generator has 17,500 connections of its own. */
	private static final int VISITORS = 1_500;

	private static final Bound FLAT = Bound.atMost(1.1);

	private final LongSupplier nanos;

	/**
	 * Makes the goal.
	 */
	public LinearCost() {
		this(System::nanoTime);
	}

	LinearCost(LongSupplier nanos) {
		this.nanos = nanos;
	}

	@Override
	public String id() {
		return "P12";
	}

	@Override
	public String text() {
		return "Processor time of the relay to connect, join, leave and disconnect a client at 15,000 connections and "
				+ "40,000 groups is at most 1.1 times that at 1,000 and 40";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		try (Closing opened = new Closing()) {
			int connections = bench.edition().pick(MANY_CONNECTIONS_IN_SHORT, MANY_CONNECTIONS);
			int groups = bench.edition().pick(MANY_GROUPS_IN_SHORT, MANY_GROUPS);
			List<Target> relays = relays(bench, opened);
			Stage few = opened.add(few(bench, relays.get(0), connections));
			Stage many = opened.add(new Stage(bench, relays.get(1), connections, groups, this.nanos));
			Duration look = bench.edition().pick(Duration.ofSeconds(4), Duration.ofSeconds(8));
			few.visit(VISITORS);
			many.visit(VISITORS);
			few.idle(look);
			many.idle(look);
			alternate(few, many, bench.edition().pick(3, 5));
			bench.cost(UnitCost.CONNECT_MICROS, Spread.of(few.micros(Operation.CONNECT)).median());
			return findings(few, many);
		}
	}

	/** In the short edition those that other goals have warmed up. */
	private static List<Target> relays(Bench bench, Closing opened) {
		if (bench.edition() == Edition.SHORT) {
			return Stream.of(ServerKind.RELAY, ServerKind.SECOND_RELAY)
				.map((kind) -> bench.server(kind).orElseThrow())
				.toList();
		}
		Supplier<Target> relay = () -> bench.targets().relay(HubOptions.DEFAULT);
		return bench.start(opened, List.of(relay, relay));
	}

	/** A server that has seen as many clients as the other one, so that it is as warm. */
	private Stage few(Bench bench, Target relay, int seen) {
		new Stage(bench, relay, seen, FEW_GROUPS, this.nanos).close();
		return new Stage(bench, relay, FEW_CONNECTIONS, FEW_GROUPS, this.nanos);
	}

	private static void alternate(Stage few, Stage many, int rounds) {
		for (int round = 0; round < rounds; round++) {
			boolean ahead = (round % 2 == 0);
			(ahead ? few : many).measure(VISITORS);
			(ahead ? many : few).measure(VISITORS);
		}
	}

	private List<Finding> findings(Stage few, Stage many) {
		List<Finding> findings = new ArrayList<>();
		for (Operation operation : Operation.values()) {
			List<Double> above = many.micros(operation);
			List<Double> below = few.micros(operation);
			Spread ratios = Spread
				.of(IntStream.range(0, above.size()).mapToObj((round) -> above.get(round) / below.get(round)).toList());
			findings.add(Finding.of(id(), operation.word() + ", " + many + " ÷ " + few + ", CPU per operation", ratios,
					Finding.TIMES, FLAT, List.of(), String.format(Locale.ROOT, "%.0f µs ÷ %.0f µs",
							Spread.of(above).median(), Spread.of(below).median())));
		}
		return findings;
	}

}
