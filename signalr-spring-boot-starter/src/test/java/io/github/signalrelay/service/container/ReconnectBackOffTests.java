// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of the service protocol reference, 6.2. */
class ReconnectBackOffTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ReconnectBackOff backOff = new ReconnectBackOff(this.time, () -> 500);

	private final List<String> attempts = new ArrayList<>();

	@Test
	void firstProbeRunsAtOnceAndTheOthersWait() {
		this.backOff.retry(attempt("a"));
		this.backOff.retry(attempt("b"));
		this.backOff.retry(attempt("c"));
		assertThat(this.attempts).containsExactly("a");
	}

	@Test
	void nextProbeRunsWhenTheDelayIsOver() {
		this.backOff.retry(attempt("a"));
		this.backOff.retry(attempt("b"));
		this.time.advanceTimeBy(Duration.ofMillis(1499));
		assertThat(this.attempts).containsExactly("a");
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.attempts).containsExactly("a", "b");
	}

	@Test
	void delaysDoubleUpToAMinute() {
		Runnable[] failing = new Runnable[1];
		List<Long> seconds = new ArrayList<>();
		failing[0] = () -> {
			seconds.add(this.time.now(TimeUnit.MILLISECONDS));
			this.backOff.retry(failing[0]);
		};
		this.backOff.retry(failing[0]);
		this.time.advanceTimeBy(Duration.ofSeconds(200));
		List<Long> gaps = new ArrayList<>();
		for (int i = 1; i < seconds.size(); i++) {
			gaps.add(seconds.get(i) - seconds.get(i - 1));
		}
		assertThat(gaps).containsExactly(1500L, 2500L, 4500L, 8500L, 16500L, 32500L, 60500L, 60500L);
	}

	@Test
	void successReleasesAllThatWait() {
		this.backOff.retry(attempt("a"));
		this.backOff.retry(attempt("b"));
		this.backOff.retry(attempt("c"));
		this.backOff.succeeded();
		assertThat(this.attempts).containsExactly("a", "b", "c");
	}

	@Test
	void successStartsTheDelaysAnew() {
		this.backOff.retry(attempt("a"));
		this.time.advanceTimeBy(Duration.ofSeconds(10));
		this.backOff.succeeded();
		this.backOff.retry(attempt("b"));
		this.backOff.retry(attempt("c"));
		assertThat(this.attempts).containsExactly("a", "b");
		this.time.advanceTimeBy(Duration.ofMillis(1500));
		assertThat(this.attempts).containsExactly("a", "b", "c");
	}

	@Test
	void retryLaterNeverRunsAtOnce() {
		this.backOff.retryLater(attempt("a"));
		assertThat(this.attempts).isEmpty();
		this.time.advanceTimeBy(Duration.ofMillis(1500));
		assertThat(this.attempts).containsExactly("a");
	}

	@Test
	void nothingRunsAfterStop() {
		this.backOff.retry(attempt("a"));
		this.backOff.retry(attempt("b"));
		this.backOff.stop();
		this.backOff.retry(attempt("c"));
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.attempts).containsExactly("a");
	}

	private Runnable attempt(String name) {
		return () -> this.attempts.add(name);
	}

}
