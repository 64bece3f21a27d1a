// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

import io.github.signalrelay.benchmarks.goal.Bench;
import io.github.signalrelay.benchmarks.goal.Bound;
import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Closing;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Goal;
import io.github.signalrelay.benchmarks.goal.ServerKind;
import io.github.signalrelay.benchmarks.goal.Spread;
import io.github.signalrelay.benchmarks.target.HubOptions;
import io.github.signalrelay.benchmarks.target.Target;

/**
 * P20: half an hour of echo, broadcasts to groups and clients that come and go; a minute
 * in the short edition.
 */
public final class Soak implements Goal {

	/** Heaps at either end of which the median counts. */
	private static final int AT_EACH_END = 3;

	/** What leaks is found in the cycle after that whose end collected garbage. */
	private static final int LEAK_CYCLES = 3;

	private static final Bound GROWTH = Bound.atMost(1.02);

	private static final Bound NONE = Bound.atMost(0);

	private static final HubOptions PARANOID = HubOptions.DEFAULT.withFlags("-Dio.netty.leakDetection.level=paranoid");

	private static final double MEBI = 1024 * 1024;

	private final LongSupplier nanos;

	/**
	 * Makes the goal.
	 */
	public Soak() {
		this(System::nanoTime);
	}

	Soak(LongSupplier nanos) {
		this.nanos = nanos;
	}

	@Override
	public String id() {
		return "P20";
	}

	@Override
	public String text() {
		return "After 30 minutes at 50 % load with churn the heap after GC is at most 1.02 times what it was, and "
				+ "Netty's paranoid leak detection reports nothing";
	}

	@Override
	public List<Finding> measure(Bench bench) {
		Duration cycle = bench.edition().pick(Duration.ofSeconds(2), Duration.ofMinutes(1));
		try (Closing opened = new Closing()) {
			Lives.Course course;
			try (Lives lives = new Lives(bench, bench.server(ServerKind.SECOND_RELAY).orElseThrow(), this.nanos)) {
				course = lives.live(cycle, bench.edition().pick(1, 3), bench.edition().pick(6, 30));
			}
			bench.add(chart(course));
			Finding leaks = leaks(bench, opened.add(bench.targets().relay(PARANOID)),
					bench.edition().pick(cycle, Duration.ofSeconds(20)));
			return List.of(growth(course, cycle), lost(course), leaks);
		}
	}

	private Finding growth(Lives.Course course, Duration cycle) {
		List<Long> heaps = course.heaps();
		double before = median(heaps.subList(0, AT_EACH_END));
		double after = median(heaps.subList(heaps.size() - AT_EACH_END, heaps.size()));
		return Finding.of(id(), "heap after GC, end ÷ start of " + cycle.multipliedBy(heaps.size()),
				Spread.once(after / before), Finding.TIMES, GROWTH, List.of(),
				String.format(Locale.ROOT, "%.2f MiB ÷ %.2f MiB", after / MEBI, before / MEBI),
				String.format(Locale.ROOT, "%.0f %% load, %,d clients came and went", 100 * course.load(),
						course.visitors()));
	}

	private Finding lost(Lives.Course course) {
		return Finding.of(id(), "echoes and connections that clients lost", Spread.once((double) course.lost()), "",
				NONE, List.of());
	}

	private Finding leaks(Bench bench, Target relay, Duration cycle) {
		try (Lives lives = new Lives(bench, relay, this.nanos)) {
			Lives.Course course = lives.live(cycle, 0, LEAK_CYCLES);
			return Finding.of(id(), "reports of paranoid leak detection",
					Spread.once((double) relay.measured().probe().leaks()), "reports", NONE, List.of(),
					String.format(Locale.ROOT, "%,d echoes, %,d clients came and went", course.deliveries(),
							course.visitors()));
		}
	}

	private static double median(List<Long> heaps) {
		return Spread.of(heaps.stream().map(Long::doubleValue).toList()).median();
	}

	private static Chart chart(Lives.Course course) {
		List<Chart.Point> points = IntStream.range(0, course.heaps().size())
			.mapToObj((index) -> new Chart.Point("", index, course.heaps().get(index) / MEBI))
			.toList();
		return new Chart("p20-soak", "Heap after GC while clients come and go", "cycles", "heap, MiB",
				List.of(new Chart.Curve("relay", points)));
	}

}
