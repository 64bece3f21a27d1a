// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.util.Locale;

import io.github.signalrelay.benchmarks.goal.Spread;

/**
 * Numbers as people read them.
 */
public final class Figures {

	private static final String NONE = "–";

	private Figures() {
	}

	/**
	 * A number with three digits that count.
	 * @param number the number
	 * @return the text, a dash for what is not a number
	 */
	public static String digits(double number) {
		if (!Double.isFinite(number)) {
			return NONE;
		}
		double size = Math.abs(number);
		if (size >= 100) {
			return String.format(Locale.ROOT, "%,.0f", number);
		}
		return String.format(Locale.ROOT, (size >= 10) ? "%.1f" : (size >= 0.01 || size == 0) ? "%.2f" : "%.4f",
				number);
	}

	/**
	 * A spread without its median.
	 * @param spread the spread
	 * @return lowest, highest and number of measurements
	 */
	public static String range(Spread spread) {
		return switch (spread.count()) {
			case 0 -> NONE;
			case 1 -> "once";
			default -> digits(spread.min()) + " to " + digits(spread.max()) + " (" + spread.count() + ")";
		};
	}

}
