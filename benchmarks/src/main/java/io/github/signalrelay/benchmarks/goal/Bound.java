// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.math.BigDecimal;

/**
 * What a figure is held against.
 *
 * @param sense side on which it has to be
 * @param value the limit, itself allowed
 */
public record Bound(Sense sense, double value) {

	/**
	 * Which side of a limit is good.
	 */
	public enum Sense {

		/** The limit or more. */
		AT_LEAST("≥ "),

		/** The limit or less. */
		AT_MOST("≤ ");

		private final String sign;

		Sense(String sign) {
			this.sign = sign;
		}

	}

	/**
	 * A lower limit.
	 * @param value the limit
	 * @return the bound
	 */
	public static Bound atLeast(double value) {
		return new Bound(Sense.AT_LEAST, value);
	}

	/**
	 * An upper limit.
	 * @param value the limit
	 * @return the bound
	 */
	public static Bound atMost(double value) {
		return new Bound(Sense.AT_MOST, value);
	}

	/**
	 * Whether a figure is within. What is not a number never is.
	 * @param figure the figure
	 * @return true if it is
	 */
	public boolean holds(double figure) {
		return (this.sense == Sense.AT_LEAST) ? figure >= this.value : figure <= this.value;
	}

	/**
	 * As tables show it.
	 * @return for example {@code ≥ 0.95}
	 */
	@Override
	public String toString() {
		return this.sense.sign + BigDecimal.valueOf(this.value).stripTrailingZeros().toPlainString();
	}

}
