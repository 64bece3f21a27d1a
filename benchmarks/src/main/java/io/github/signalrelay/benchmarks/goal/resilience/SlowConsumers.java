// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.load.Population;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P13: of 1,000 subscribers ten stop reading.
 */
public final class SlowConsumers implements Goal {

	static final int HEALTHY = 990;

	static final int STALLED = 10;

	static final int SEND_TIMEOUT_SECONDS = 5;

	private static final double PENDING_LIMIT_MEBI = 1;

	private static final Bound P99 = Bound.atMost(1.1);

	private static final Bound LOST = Bound.atMost(0);

	private static final Bound CLOSED = Bound.atMost(SEND_TIMEOUT_SECONDS + 1);

	private static final Bound MEMORY = Bound.atMost(PENDING_LIMIT_MEBI * STALLED);

	private final LongSupplier nanos;

	/**
	 * Makes the goal.
	 */
	public SlowConsumers() {
		this(System::nanoTime);
	}

	SlowConsumers(LongSupplier nanos) {
		this.nanos = nanos;
	}

	@Override
	public String id() {
		return "P13";
	}

	@Override
	public String text() {
		return "When 1 % of the subscribers stop reading, the p99 of the others is at most 1.1 times as high, none of "
				+ "them loses a message, the stalled ones are closed within the send timeout and a second, and memory "
				+ "stays below what may wait for them";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		try (Target relay = bench.targets().relay(HubOptions.DEFAULT.withSendTimeout(SEND_TIMEOUT_SECONDS));
				Population healthy = bench.open(relay, HEALTHY)) {
			StallRounds rounds = new StallRounds(bench, relay, healthy, this.nanos);
			rounds.warmUp();
			List<StallRounds.Round> seen = new ArrayList<>();
			for (int round = 0; round < bench.edition().pick(2, 5); round++) {
				seen.add(rounds.round());
			}
			return findings(seen, healthy.lostConnections());
		}
	}

	private List<Finding> findings(List<StallRounds.Round> rounds, int lostConnections) {
		double lost = rounds.stream().mapToLong(StallRounds.Round::lost).sum();
		String closed = rounds.stream().mapToInt(StallRounds.Round::closed).sum() + " of " + rounds.size() * STALLED
				+ " stalled clients were closed";
		return List.of(
				Finding.of(id(), "p99 of a broadcast to healthy clients, with ÷ without stalled ones",
						spread(rounds, (round) -> round.p99Stalled() / round.p99Calm()), Finding.TIMES, P99, List.of(),
						"medians " + millis(rounds, StallRounds.Round::p99Stalled) + " ÷ "
								+ millis(rounds, StallRounds.Round::p99Calm)),
				Finding.of(id(), "deliveries and connections that healthy clients lost",
						Spread.once(lost + lostConnections), "", LOST, List.of()),
				Finding.of(id(),
						"time until all stalled clients are closed, send timeout " + SEND_TIMEOUT_SECONDS + " s",
						spread(rounds, StallRounds.Round::closedAfterSeconds), "s", CLOSED, List.of(), closed),
				Finding.of(id(), "direct memory above what it was before, at most",
						Spread.once(spread(rounds, StallRounds.Round::addedMebi).max()), "MiB", MEMORY, List.of()));
	}

	private static Spread spread(List<StallRounds.Round> rounds, ToDoubleFunction<StallRounds.Round> figure) {
		return Spread.of(rounds.stream().mapToDouble(figure).boxed().toList());
	}

	private static String millis(List<StallRounds.Round> rounds, ToDoubleFunction<StallRounds.Round> nanoseconds) {
		return Math.round(spread(rounds, nanoseconds).median() / 1e5) / 10.0 + " ms";
	}

}
