// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.memory;

import java.util.List;

/**
 * The straight line that comes nearest to points, by the sum of the squared distances in
 * the direction of y.
 *
 * @param slope what y grows by when x grows by one
 * @param intercept y where x is zero
 */
public record LeastSquares(double slope, double intercept) {

	/**
	 * A point.
	 *
	 * @param x what was chosen, such as a number of connections
	 * @param y what was measured, such as bytes
	 */
	public record Point(double x, double y) {
	}

	/**
	 * Lays the line through points.
	 * @param points at least two with different {@code x}
	 * @return the line
	 * @throws IllegalArgumentException if no line follows from the points
	 */
	public static LeastSquares of(List<Point> points) {
		double meanX = points.stream().mapToDouble(Point::x).average().orElse(Double.NaN);
		double meanY = points.stream().mapToDouble(Point::y).average().orElse(Double.NaN);
		double above = points.stream().mapToDouble((point) -> (point.x() - meanX) * (point.y() - meanY)).sum();
		double below = points.stream().mapToDouble((point) -> (point.x() - meanX) * (point.x() - meanX)).sum();
		if (!(below > 0)) {
			throw new IllegalArgumentException("No line through " + points);
		}
		double slope = above / below;
		return new LeastSquares(slope, meanY - slope * meanX);
	}

	/**
	 * Value of the line.
	 * @param x where
	 * @return y
	 */
	public double at(double x) {
		return this.intercept + this.slope * x;
	}

}
