// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.List;

/**
 * Something to plot.
 *
 * @param id name of the plot's file, without ending
 * @param title one line
 * @param x what the horizontal axis shows, and its unit
 * @param y what the vertical axis shows, and its unit
 * @param curves lines, or bars if points have labels
 */
public record Chart(String id, String title, String x, String y, List<Curve> curves) {

	public Chart {
		curves = List.copyOf(curves);
	}

	/**
	 * A line, or the bars of one colour.
	 *
	 * @param name name in the legend
	 * @param points the points, ascending
	 */
	public record Curve(String name, List<Point> points) {

		public Curve {
			points = List.copyOf(points);
		}

	}

	/**
	 * A point.
	 *
	 * @param label name of a bar, empty for points of lines
	 * @param x where, ignored for bars
	 * @param y how high
	 */
	public record Point(String label, double x, double y) {
	}

	/**
	 * Whether it is plotted as bars.
	 * @return true if points have labels
	 */
	public boolean bars() {
		return this.curves.stream().flatMap((curve) -> curve.points().stream()).anyMatch((p) -> !p.label().isEmpty());
	}

}
