// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.memory;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Spread;

/**
 * Memory of a server at several numbers of idle connections.
 *
 * @param server name of the server
 * @param weights what was weighed, with ascending numbers of connections
 */
record Weights(String server, List<Weight> weights) {

	private static final double KIBI = 1024;

	Weights {
		weights = List.copyOf(weights);
	}

	/**
	 * Memory for each further connection.
	 * @param memory which memory
	 * @return kibibytes: as the median the slope by least squares over all numbers, as
	 * extremes the slopes between neighbours
	 */
	Spread kibiPerConnection(ToDoubleFunction<Weight> memory) {
		List<LeastSquares.Point> points = this.weights.stream()
			.map((weight) -> new LeastSquares.Point(weight.connections(), memory.applyAsDouble(weight)))
			.toList();
		Spread neighbours = Spread.of(IntStream.range(1, points.size())
			.mapToObj((index) -> LeastSquares.of(points.subList(index - 1, index + 1)).slope() / KIBI)
			.toList());
		return new Spread(LeastSquares.of(points).slope() / KIBI, neighbours.min(), neighbours.max(), points.size());
	}

	/**
	 * The weights as a line.
	 * @param memory which memory
	 * @return mebibytes over connections
	 */
	Chart.Curve curve(ToDoubleFunction<Weight> memory) {
		return new Chart.Curve(this.server, this.weights.stream()
			.map((weight) -> new Chart.Point("", weight.connections(), memory.applyAsDouble(weight) / KIBI / KIBI))
			.toList());
	}

}
