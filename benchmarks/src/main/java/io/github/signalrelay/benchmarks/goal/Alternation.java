// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets servers take turns, so that what changes on the machine meanwhile meets them all.
 * Every other round goes backwards: none is always the first after another one. Not safe
 * for use by several threads.
 */
public final class Alternation {

	private final Windows windows;

	private final Sampler sampler;

	/**
	 * Makes an alternation.
	 * @param windows rounds and lengths
	 * @param waiting how to wait
	 */
	public Alternation(Windows windows, Waiting waiting) {
		this.windows = windows;
		this.sampler = new Sampler(windows, waiting);
	}

	/**
	 * Warms all up, then measures them in turn.
	 * @param contenders two or more, with different names
	 * @return their series, by name, in the order given
	 */
	public Map<String, Series> run(List<Contender> contenders) {
		contenders.forEach(this.sampler::warmUp);
		Map<String, List<Sample>> samples = new LinkedHashMap<>();
		contenders.forEach((contender) -> samples.put(contender.name(), new ArrayList<>()));
		if (samples.size() < contenders.size()) {
			throw new IllegalArgumentException("Two contenders of the same name among " + samples.keySet());
		}
		for (int round = 0; round < this.windows.rounds(); round++) {
			for (int turn = 0; turn < contenders.size(); turn++) {
				Contender contender = contenders.get((round % 2 == 0) ? turn : contenders.size() - 1 - turn);
				samples.computeIfAbsent(contender.name(), (name) -> new ArrayList<>())
					.add(this.sampler.sample(contender));
			}
		}
		Map<String, Series> series = new LinkedHashMap<>();
		samples.forEach((name, taken) -> series.put(name, new Series(name, taken)));
		return series;
	}

}
