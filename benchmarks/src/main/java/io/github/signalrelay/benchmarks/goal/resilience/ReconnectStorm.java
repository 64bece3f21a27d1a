// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Closing;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P14: all clients lose their connections at once and come back, beside some that do not.
 */
public final class ReconnectStorm implements Goal {

	/** As many as the generator can hold beside those of the relay. */
	private static final int CLIENTS_OF_LEAN = 5_000;

	private static final Bound RATE = Bound.atLeast(0.6);

	private static final Bound BYSTANDERS = Bound.atMost(2);

	@Override
	public String id() {
		return "P14";
	}

	@Override
	public String text() {
		return "Clients that all come back at once connect at 0.6 times the rate of plain upgrades at L, "
				+ "and the p99 of those that stayed at most doubles";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		Target relay = bench.server(ServerKind.RELAY).orElseThrow();
		Target lean = bench.server(ServerKind.LEAN).orElseThrow();
		int clients = bench.edition().pick(3_000, 10_000);
		try (Closing opened = new Closing()) {
			Crowd ours = opened.add(new Crowd(bench, relay, clients));
			Crowd theirs = opened.add(new Crowd(bench, lean, Math.min(clients, CLIENTS_OF_LEAN)));
			ours.warmUp();
			theirs.warmUp();
			List<Crowd.Storm> relayStorms = new ArrayList<>();
			List<Crowd.Storm> leanStorms = new ArrayList<>();
			for (int round = 0; round < bench.edition().windows().rounds(); round++) {
				relayStorms.add(ours.storm());
				leanStorms.add(theirs.storm());
			}
			return findings(clients, relayStorms, leanStorms);
		}
	}

	private List<Finding> findings(int clients, List<Crowd.Storm> relay, List<Crowd.Storm> lean) {
		String storm = String.format(Locale.ROOT, " when %,d clients return, ", clients);
		return List.of(
				Finding.of(id(), "connects per CPU second" + storm + "relay ÷ L",
						ratio(relay, lean, Crowd.Storm::perCpuSecond), Finding.TIMES, RATE, List.of(),
						figures(relay, lean, Crowd.Storm::perCpuSecond)),
				Finding.of(id(), "connects per second" + storm + "relay ÷ L",
						ratio(relay, lean, Crowd.Storm::perSecond), Finding.TIMES, null, List.of(),
						figures(relay, lean, Crowd.Storm::perSecond),
						String.format(Locale.ROOT,
								"generator at %.0f %% of a core, which it shares with the app server of the relay",
								100 * median(relay, Crowd.Storm::generatorLoad))),
				Finding.of(id(), "p99 of echo for those that stayed" + storm + "storm ÷ calm",
						Spread.of(relay.stream().map((one) -> one.p99Storm() / one.p99Calm()).toList()), Finding.TIMES,
						BYSTANDERS, List.of(),
						String.format(Locale.ROOT, "relay %.1f ms ÷ %.1f ms, L %.1f ms ÷ %.1f ms",
								median(relay, Crowd.Storm::p99Storm), median(relay, Crowd.Storm::p99Calm),
								median(lean, Crowd.Storm::p99Storm), median(lean, Crowd.Storm::p99Calm))),
				Finding.of(id(), "echoes and connections that those who stayed lost",
						Spread.once(relay.stream().mapToDouble(Crowd.Storm::lost).sum()), "", Bound.atMost(0),
						List.of()));
	}

	private static Spread ratio(List<Crowd.Storm> ours, List<Crowd.Storm> theirs,
			ToDoubleFunction<Crowd.Storm> figure) {
		return Spread.of(IntStream.range(0, ours.size())
			.mapToObj((round) -> figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(theirs.get(round)))
			.toList());
	}

	private static String figures(List<Crowd.Storm> ours, List<Crowd.Storm> theirs,
			ToDoubleFunction<Crowd.Storm> figure) {
		return String.format(Locale.ROOT, "%,.0f ÷ %,.0f", median(ours, figure), median(theirs, figure));
	}

	private static double median(List<Crowd.Storm> storms, ToDoubleFunction<Crowd.Storm> figure) {
		return Spread.of(storms.stream().mapToDouble(figure).boxed().toList()).median();
	}

}
