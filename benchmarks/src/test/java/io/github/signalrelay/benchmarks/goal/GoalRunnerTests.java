// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

import io.github.signalrelay.benchmarks.target.Targets;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class GoalRunnerTests {

	private final AtomicLong clock = new AtomicLong();

	private final List<String> progress = new ArrayList<>();

	@Test
	void everyGoalHasItsBudgetAndAllFitIntoTheShortEdition() {
		assertThat(Goals.all()).extracting(Goal::id).doesNotHaveDuplicates();
		assertThat(Goals.all()).allSatisfy((goal) -> assertThat(Budget.of(goal.id())).as(goal.id()).isPositive());
		assertThat(Budget.goals().plus(Budget.MICRO_BENCHMARKS)).isLessThanOrEqualTo(Budget.TOTAL);
		assertThat(Budget.of("P99")).isZero();
	}

	@Test
	void goesOnAfterAGoalThatFails() {
		List<Finding> findings = run(goal("P1", (bench) -> {
			throw new IllegalStateException("no server");
		}), goal("P2", (bench) -> List.of(met())));
		assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.NOT_MEASURED, Verdict.MET);
		assertThat(findings.get(0).remarks()).singleElement().asString().contains("no server");
		assertThat(this.progress).anyMatch((line) -> line.startsWith("P2 broadcast: 1.000 ×"));
	}

	@Test
	void beginsNoGoalAfterTheLimit() {
		List<Finding> findings = run(goal("P1", (bench) -> {
			this.clock.addAndGet(Duration.ofSeconds(11).toNanos());
			return List.of(met());
		}), goal("P2", (bench) -> List.of(met())));
		assertThat(findings).extracting(Finding::verdict).containsExactly(Verdict.MET, Verdict.NOT_MEASURED);
		assertThat(findings.get(1).remarks()).containsExactly("no time was left after 10 s");
	}

	private List<Finding> run(Goal... goals) {
		GoalRunner runner = new GoalRunner(Duration.ofSeconds(10), this.clock::get, this.progress::add);
		try (Bench bench = new Bench(mock(Targets.class), (address, dialect, transport, opening) -> {
			throw new IllegalStateException("no clients here");
		}, Edition.SHORT, Set.of(), this.progress::add, Waiting.SLEEP)) {
			runner.run(List.of(goals), bench);
		}
		assertThat(runner.durations()).containsKey("P1");
		return runner.findings();
	}

	private static Finding met() {
		return Finding.of("P2", "broadcast", Spread.once(1), Finding.TIMES, Bound.atLeast(1), List.of());
	}

	private static Goal goal(String id, Function<Bench, List<Finding>> measurement) {
		return new Goal() {

			@Override
			public String id() {
				return id;
			}

			@Override
			public String text() {
				return "text";
			}

			@Override
			public List<Finding> measure(Bench bench) {
				return measurement.apply(bench);
			}

		};
	}

}
