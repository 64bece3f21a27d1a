// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.benchmarks.goal.Chart;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Noise;

/**
 * What a run found.
 *
 * @param command how the run was started, to repeat it
 * @param started when
 * @param took how long it took by the clock
 * @param machine what was measured on
 * @param findings what was found, in the order of the goals
 * @param noise how steady the machine was
 * @param charts what is plotted
 * @param durations how long each goal took, by id
 */
public record Results(String command, Instant started, Duration took, Machine machine, List<Finding> findings,
		List<Noise> noise, List<Chart> charts, Map<String, Duration> durations) {

	public Results {
		findings = List.copyOf(findings);
		noise = List.copyOf(noise);
		charts = List.copyOf(charts);
		durations = Map.copyOf(durations);
	}

}
