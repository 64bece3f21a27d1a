// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The samples of one server, one for each round.
 *
 * @param name the server, and what sets it apart from others of its kind
 * @param samples the samples, in the order of the rounds
 */
public record Series(String name, List<Sample> samples) {

	public Series {
		samples = List.copyOf(samples);
	}

	/**
	 * Picks one of an alternation's series.
	 * @param all the alternation's series
	 * @param name name of a contender
	 * @return its series, empty if it has none
	 */
	public static Series named(Map<String, Series> all, String name) {
		return all.getOrDefault(name, new Series(name, List.of()));
	}

	/**
	 * How a figure of the samples is spread.
	 * @param figure what to take of each sample
	 * @return the spread
	 */
	public Spread spread(ToDoubleFunction<Sample> figure) {
		return Spread.of(this.samples.stream().mapToDouble(figure).boxed().toList());
	}

	/**
	 * Divides this series by another one, round by round.
	 * @param other the other one
	 * @param figure what to take of each sample
	 * @return the spread of the ratios; rounds that only one of them has are left out
	 */
	public Spread ratioTo(Series other, ToDoubleFunction<Sample> figure) {
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < Math.min(this.samples.size(), other.samples.size()); round++) {
			ratios.add(figure.applyAsDouble(this.samples.get(round)) / figure.applyAsDouble(other.samples.get(round)));
		}
		return Spread.of(ratios);
	}

}
