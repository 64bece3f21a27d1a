// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.simulated;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.signalrelay.benchmarks.goal.Waiting;

/**
 * A clock that stands still unless somebody waits. Used by one thread.
 */
final class SimulatedClock implements Waiting {

	private final List<Consumer<Duration>> passing = new ArrayList<>();

	private long nanos;

	void onPass(Consumer<Duration> listener) {
		this.passing.add(listener);
	}

	long nanos() {
		return this.nanos;
	}

	@Override
	public void pause(Duration time) {
		this.nanos += time.toNanos();
		List.copyOf(this.passing).forEach((listener) -> listener.accept(time));
	}

}
