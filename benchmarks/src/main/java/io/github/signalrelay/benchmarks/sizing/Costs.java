// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

import java.util.EnumMap;
import java.util.Map;

/**
 * Measured unit costs.
 *
 * @param costs one entry for each unit cost
 */
public record Costs(Map<UnitCost, Measured> costs) {

	public Costs {
		for (UnitCost unit : UnitCost.values()) {
			if (!costs.containsKey(unit)) {
				throw new IllegalArgumentException("No figure for " + unit);
			}
		}
		costs = Map.copyOf(costs);
	}

	/**
	 * A figure and where it comes from.
	 *
	 * @param value the figure, in the unit that its name says
	 * @param date day on which it was measured
	 * @param source what measured it, and on what machine
	 */
	public record Measured(double value, String date, String source) {
	}

	/**
	 * A figure.
	 * @param unit which
	 * @return its value
	 */
	public double of(UnitCost unit) {
		return measured(unit).value();
	}

	/**
	 * A figure with its source.
	 * @param unit which
	 * @return the figure
	 */
	public Measured measured(UnitCost unit) {
		return this.costs.getOrDefault(unit, new Measured(Double.NaN, "", "")); // all are
																				// there
	}

	/**
	 * Replaces those figures that were measured anew.
	 * @param newer the new figures
	 * @param date day of today
	 * @param source what measured them, and on what machine
	 * @return all figures
	 */
	public Costs with(Map<UnitCost, Double> newer, String date, String source) {
		Map<UnitCost, Measured> all = new EnumMap<>(this.costs);
		newer.forEach((unit, value) -> all.put(unit, new Measured(value, date, source)));
		return new Costs(all);
	}

}
