// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.Verdict;
import io.github.signalrelay.benchmarks.goal.simulated.Simulation;

import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.finding;
import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.missed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class SlowConsumersTests {

	private final Simulation simulation = new Simulation();

	@Test
	void isMetWhereStalledClientsCostNothing() {
		List<Finding> findings = measure();
		assertThat(missed(findings)).isEmpty();
		assertThat(this.simulation.started().get(0).options().sendTimeoutSeconds()).isEqualTo(5);
		assertThat(finding(findings, "direct memory").figure().median()).isCloseTo(5e6 / 1024 / 1024, within(0.01));
		assertThat(finding(findings, "time until").remarks()).containsExactly("20 of 20 stalled clients were closed");
	}

	@Test
	void isMissedWhereHealthyClientsWait() {
		this.simulation.relay.latencyTimesWhenStalled = 1.2;
		assertThat(missed(measure()))
			.containsExactly("p99 of a broadcast to healthy clients, with ÷ without stalled ones");
	}

	@Test
	void isMissedWhereHealthyClientsLose() {
		this.simulation.relay.lostByEachRun = 1;
		assertThat(missed(measure())).containsExactly("deliveries and connections that healthy clients lost");
	}

	@Test
	void isMissedWhereStalledClientsStay() {
		this.simulation.relay.stalledSeconds = 8;
		List<Finding> findings = measure();
		assertThat(missed(findings)).hasSize(1);
		// filling what the operating systems hold takes 0.8 s
		assertThat(finding(findings, "time until").figure().median()).isCloseTo(7.2, within(0.06));
	}

	@Test
	void isMissedWhereStalledClientsStayForEver() {
		this.simulation.relay.stalledSeconds = 1e6;
		Finding finding = finding(measure(), "time until");
		assertThat(finding.verdict()).isEqualTo(Verdict.MISSED);
		assertThat(finding.remarks()).contains("0 of 20 stalled clients were closed");
	}

	@Test
	void isMissedWhereMemoryGrows() {
		this.simulation.relay.directOfStalled = 1.1 * 1024 * 1024;
		assertThat(missed(measure())).containsExactly("direct memory above what it was before, at most");
	}

	private List<Finding> measure() {
		return this.simulation.measure(new SlowConsumers(this.simulation.nanos()), Edition.SHORT);
	}

}
