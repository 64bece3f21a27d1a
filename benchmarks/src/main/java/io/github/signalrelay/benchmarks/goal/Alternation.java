// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Lets servers take turns, so that what changes on the machine meanwhile meets them all.
 * Every other round goes backwards: none is always the first after another one. A server
 * that fails has no further turn; the others go on. Not safe for use by several threads.
 */
public final class Alternation {

	private final Windows windows;

	private final Sampler sampler;

	private final Consumer<String> failures;

	private final Set<String> failed = new HashSet<>();

	/**
	 * Makes an alternation.
	 * @param windows rounds and lengths
	 * @param waiting how to wait
	 * @param failures hears in a line which server failed, and how
	 */
	public Alternation(Windows windows, Waiting waiting, Consumer<String> failures) {
		this.windows = windows;
		this.sampler = new Sampler(windows, waiting);
		this.failures = failures;
	}

	/**
	 * Warms all up, then measures them in turn.
	 * @param contenders one or more, with different names
	 * @return their series, by name, in the order given; one that failed has less samples
	 * than rounds
	 */
	public Map<String, Series> run(List<Contender> contenders) {
		Map<String, List<Sample>> samples = new LinkedHashMap<>();
		contenders.forEach((contender) -> samples.put(contender.name(), new ArrayList<>()));
		if (samples.size() < contenders.size()) {
			throw new IllegalArgumentException("Two contenders of the same name among " + samples.keySet());
		}
		contenders.forEach((contender) -> guarded(contender, () -> this.sampler.warmUp(contender)));
		for (int round = 0; round < this.windows.rounds(); round++) {
			for (int turn = 0; turn < contenders.size(); turn++) {
				Contender contender = contenders.get((round % 2 == 0) ? turn : contenders.size() - 1 - turn);
				guarded(contender, () -> samples.computeIfAbsent(contender.name(), (name) -> new ArrayList<>())
					.add(this.sampler.sample(contender)));
			}
		}
		Map<String, Series> series = new LinkedHashMap<>();
		samples.forEach((name, taken) -> series.put(name, new Series(name, taken)));
		return series;
	}

	private void guarded(Contender contender, Runnable turn) {
		if (this.failed.contains(contender.name())) {
			return;
		}
		try {
			turn.run();
		}
		catch (RuntimeException ex) {
			this.failed.add(contender.name());
			this.failures.accept(contender.name() + " failed: " + ex);
		}
	}

}
