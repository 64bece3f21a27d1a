// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.broadcast;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Sample;
import io.github.signalrelay.benchmarks.goal.Series;

/**
 * Plots of the round of broadcasts.
 */
final class BroadcastChart {

	private BroadcastChart() {
	}

	/**
	 * Processor time per delivery of each server.
	 * @param load the load
	 * @param all the servers
	 * @return the plot
	 */
	static Chart cpu(Load load, Collection<Series> all) {
		return new Chart("broadcast-cpu-" + id(load), "CPU per delivery, broadcast, " + load, "server",
				"µs of server CPU per delivery", List.of(bars("median", all, Sample::cpuMicros)));
	}

	/**
	 * Latency of each server.
	 * @param load the load
	 * @param all the servers
	 * @return the plot
	 */
	static Chart latency(Load load, Collection<Series> all) {
		return new Chart("broadcast-latency-" + id(load), "Latency, broadcast, " + load, "server", "ms",
				List.of(bars("p50", all, (sample) -> sample.p50Nanos() / 1e6),
						bars("p99", all, (sample) -> sample.p99Nanos() / 1e6)));
	}

	private static Chart.Curve bars(String name, Collection<Series> all, ToDoubleFunction<Sample> figure) {
		return new Chart.Curve(name,
				all.stream()
					.filter((series) -> !series.samples().isEmpty())
					.map((series) -> new Chart.Point(series.name(), 0, series.spread(figure).median()))
					.toList());
	}

	private static String id(Load load) {
		return load.connections() + "-" + load.payload() + "-win" + load.inFlight();
	}

}
