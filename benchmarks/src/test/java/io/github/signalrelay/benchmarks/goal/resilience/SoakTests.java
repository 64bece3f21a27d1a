// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.simulated.Simulation;

import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.finding;
import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.missed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SoakTests {

	private final Simulation simulation = new Simulation();

	@Test
	void isMetWhereNothingStays() {
		List<Finding> findings = measure();
		assertThat(missed(findings)).isEmpty();
		assertThat(finding(findings, "heap after GC").figure().median()).isEqualTo(1);
		assertThat(this.simulation.started()).hasSize(2)
			.allMatch((server) -> server.isClosed() && server.connections() == 0);
		assertThat(this.simulation.started()).extracting((server) -> server.options().flags())
			.containsExactlyInAnyOrder(List.of(), List.of("-Dio.netty.leakDetection.level=paranoid"));
	}

	@Test
	void isMissedWhereTheHeapGrows() {
		AtomicInteger weighed = new AtomicInteger();
		this.simulation.relay.heap = (server) -> 20e6 + 0.2e6 * weighed.getAndIncrement();
		List<Finding> findings = measure();
		assertThat(missed(findings)).hasSize(1);
		// medians of the first three and the last three of six
		assertThat(finding(findings, "heap after GC").figure().median()).isCloseTo(20.8 / 20.2, within(0.001));
	}

	@Test
	void isMissedWhereBuffersLeak() {
		this.simulation.relay.leaks = 1;
		assertThat(missed(measure())).containsExactly("reports of paranoid leak detection");
	}

	private List<Finding> measure() {
		return this.simulation.measure(new Soak(this.simulation.nanos()), Edition.SHORT);
	}

}
