// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.simulated.SimulatedServer;
import io.github.signalrelay.benchmarks.goal.simulated.Simulation;

import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.finding;
import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.missed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LinearCostTests {

	private final Simulation simulation = new Simulation();

	@Test
	void isMetWhereCostIsFlat() {
		List<Finding> findings = measure();
		assertThat(missed(findings)).isEmpty();
		assertThat(findings).hasSize(4)
			.allSatisfy((finding) -> assertThat(finding.figure().median()).isCloseTo(1, within(0.01)));
		assertThat(finding(findings, "join").remarks()).containsExactly("30 µs ÷ 30 µs");
		assertThat(this.simulation.started()).allMatch((server) -> server.isClosed() && server.connections() == 0);
	}

	@Test
	void takesOffWhatServersUseAnyway() {
		this.simulation.relay.idleLoad = (server) -> 0.02 + server.connections() * 1e-5;
		assertThat(measure()).allSatisfy((finding) -> assertThat(finding.figure().median()).isCloseTo(1, within(0.02)));
	}

	@Test
	void isMissedWhereLeavingLooksThroughAllGroups() {
		this.simulation.relay.disconnectMicros = (server) -> 100 + server.groups() / 100.0;
		List<Finding> findings = measure();
		assertThat(missed(findings)).hasSize(1);
		assertThat(
				finding(findings, "disconnect, 5000 connections, 13000 groups ÷ 1000 connections, 40 groups").figure()
					.median())
			.isCloseTo(2.29, within(0.05));
	}

	@Test
	void fillsServersAsTheGoalSays() {
		measure(Edition.FULL);
		assertThat(this.simulation.started()).extracting(SimulatedServer::groups).containsExactlyInAnyOrder(40, 40_000);
	}

	@Test
	void fillsThemLessInTheShortEdition() {
		measure(Edition.SHORT);
		assertThat(this.simulation.started()).extracting(SimulatedServer::groups).containsExactlyInAnyOrder(40, 13_000);
	}

	private List<Finding> measure() {
		return measure(Edition.SHORT);
	}

	private List<Finding> measure(Edition edition) {
		return this.simulation.measure(new LinearCost(this.simulation.nanos()), edition);
	}

}
