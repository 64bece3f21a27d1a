// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/**
 * One line of a goal's result.
 *
 * @param goal id of the goal
 * @param compared what was held against what, and under which load
 * @param figure the figure and its spread over the rounds
 * @param unit unit of the figure, {@code ×} for ratios
 * @param bound what the figure has to be, {@code null} if it is only told
 * @param verdict whether it is
 * @param sides raw figures of those compared, ours first
 * @param remarks what a reader has to know: why it was not measured, what was lost
 */
public record Finding(String goal, String compared, Spread figure, String unit, @Nullable Bound bound, Verdict verdict,
		List<Side> sides, List<String> remarks) {

	/** Unit of ratios. */
	public static final String TIMES = "×";

	public Finding {
		sides = List.copyOf(sides);
		remarks = List.copyOf(remarks);
	}

	/**
	 * Deliveries per CPU second of ours, as a ratio to those of a reference.
	 * @param goal id of the goal
	 * @param compared what was compared
	 * @param bound what the ratio has to be
	 * @param ours our series
	 * @param reference the reference's, of the same rounds
	 * @return the finding
	 */
	public static Finding efficiency(String goal, String compared, Bound bound, Series ours, Series reference) {
		return ratio(goal, compared, bound, ours, reference, (sample) -> 1 / sample.cpuMicros());
	}

	/**
	 * Any figure of ours, as a ratio to that of a reference.
	 * @param goal id of the goal
	 * @param compared what was compared
	 * @param bound what the ratio has to be
	 * @param ours our series
	 * @param reference the reference's, of the same rounds
	 * @param figure what to take of each sample
	 * @return the finding
	 */
	public static Finding ratio(String goal, String compared, Bound bound, Series ours, Series reference,
			ToDoubleFunction<Sample> figure) {
		return of(goal, compared, ours.ratioTo(reference, figure), TIMES, bound,
				List.of(Side.of(ours), Side.of(reference)));
	}

	/**
	 * A figure that was measured. A goal is missed if ours lost messages or brought them
	 * out of order, whatever the figure.
	 * @param goal id of the goal
	 * @param compared what was measured
	 * @param figure the figure
	 * @param unit its unit
	 * @param bound what it has to be, {@code null} if it is only told
	 * @param sides raw figures, ours first; may be none
	 * @param remarks what a reader has to know
	 * @return the finding, not measured if the figure is no number
	 */
	public static Finding of(String goal, String compared, Spread figure, String unit, @Nullable Bound bound,
			List<Side> sides, String... remarks) {
		List<String> all = new ArrayList<>(List.of(remarks));
		sides.forEach((side) -> all.addAll(doubts(side)));
		if (!Double.isFinite(figure.median())) {
			all.add("nothing was delivered within the window");
			return new Finding(goal, compared, figure, unit, bound, Verdict.NOT_MEASURED, sides, all);
		}
		boolean met = (bound == null || bound.holds(figure.median())) && (sides.isEmpty() || sides.get(0).faultless());
		return new Finding(goal, compared, figure, unit, bound, met ? Verdict.MET : Verdict.MISSED, sides, all);
	}

	/**
	 * A comparison that could not be made.
	 * @param goal id of the goal
	 * @param compared what should have been compared
	 * @param bound what the figure would have had to be
	 * @param reason why not
	 * @return the finding
	 */
	public static Finding notMeasured(String goal, String compared, @Nullable Bound bound, String reason) {
		return new Finding(goal, compared, Spread.NONE, TIMES, bound, Verdict.NOT_MEASURED, List.of(), List.of(reason));
	}

	/**
	 * A figure that was measured, but is not what the goal asks for.
	 * @param goal id of the goal
	 * @param compared what was compared instead
	 * @param figure the figure
	 * @param bound what the figure that the goal asks for would have had to be
	 * @param sides raw figures, ours first
	 * @param reason why the goal's own figure is missing
	 * @return the finding
	 */
	public static Finding instead(String goal, String compared, Spread figure, Bound bound, List<Side> sides,
			String reason) {
		return new Finding(goal, compared, figure, TIMES, bound, Verdict.NOT_MEASURED, sides, List.of(reason));
	}

	private static List<String> doubts(Side side) {
		List<String> doubts = new ArrayList<>();
		if (side.lost() != 0) {
			doubts.add(side.server() + ": " + side.lost() + " deliveries lost");
		}
		if (side.disordered() != 0) {
			doubts.add(side.server() + ": " + side.disordered() + " deliveries out of order");
		}
		if (side.generatorLoad() > Side.BUSY) {
			doubts.add(side.server() + ": generator at " + Math.round(side.generatorLoad() * 100) + " % of a core");
		}
		return doubts;
	}

}
