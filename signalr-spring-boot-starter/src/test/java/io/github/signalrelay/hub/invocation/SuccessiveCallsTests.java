// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SuccessiveCalls}.
 */
class SuccessiveCallsTests {

	private long now;

	private final Queue<Runnable> submitted = new ArrayDeque<>();

	private final SuccessiveCalls calls = new SuccessiveCalls(this.submitted::add, () -> this.now);

	private final List<String> journal = new ArrayList<>();

	@Test
	void whatTheEndOfACallBeginsRunsBehindItOnItsThread() {
		this.calls.execute(() -> {
			this.calls.end(() -> this.calls.execute(() -> this.journal.add("second")));
			this.journal.add("first");
		});
		runNext();
		assertThat(this.journal).containsExactly("first", "second");
		assertThat(this.submitted).isEmpty();
	}

	@Test
	void whatACallBeginsBeforeItsEndNeedsAThreadOfItsOwn() {
		this.calls.execute(() -> this.calls.execute(() -> this.journal.add("other")));
		runNext();
		assertThat(this.submitted).hasSize(1);
		assertThat(this.journal).isEmpty();
	}

	@Test
	void onlyOneOfSeveralCallsMayWaitForTheThread() {
		this.calls.execute(() -> this.calls.end(() -> {
			this.calls.execute(() -> this.journal.add("second"));
			this.calls.execute(() -> this.journal.add("third"));
		}));
		runNext();
		assertThat(this.journal).containsExactly("second");
		runNext();
		assertThat(this.journal).containsExactly("second", "third");
	}

	@Test
	void aClientThatHasAlwaysMoreToDoStandsInLineAgain() {
		this.calls.execute(this::again);
		runNext();
		assertThat(this.submitted).hasSize(1);
		assertThat(this.journal).hasSize(64);
		runNext();
		assertThat(this.journal).hasSize(128);
	}

	@Test
	void behindASlowCallOthersGetTheirTurn() {
		this.calls.execute(() -> {
			this.now += 2_000_000;
			this.calls.end(() -> this.calls.execute(() -> this.journal.add("second")));
		});
		runNext();
		assertThat(this.submitted).hasSize(1);
		assertThat(this.journal).isEmpty();
	}

	@Test
	void aFailureTakesNothingOfTheNextTurnWithIt() {
		this.calls.execute(() -> this.calls.end(() -> {
			throw new IllegalStateException("no");
		}));
		assertThatIllegalStateException().isThrownBy(this::runNext);
		this.calls.execute(() -> this.journal.add("next"));
		runNext();
		assertThat(this.journal).containsExactly("next");
	}

	@Test
	void anExecutorMayRunAtOnce() {
		SuccessiveCalls direct = new SuccessiveCalls(Runnable::run, () -> this.now);
		direct.execute(() -> {
			direct.execute(() -> direct.end(() -> this.journal.add("inner")));
			direct.end(() -> direct.execute(() -> this.journal.add("behind")));
			this.journal.add("outer");
		});
		assertThat(this.journal).containsExactly("inner", "outer", "behind");
	}

	private void again() {
		this.journal.add("call");
		this.calls.end(() -> this.calls.execute(this::again));
	}

	private void runNext() {
		Runnable next = this.submitted.poll();
		assertThat(next).isNotNull();
		next.run();
	}

}
