// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.simulated.Simulation;

import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.finding;
import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.missed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RoutingCostTests {

	private final Simulation simulation = new Simulation();

	@Test
	void isMetWhereCostIsFlat() {
		List<Finding> findings = this.simulation.measure(new RoutingCost(), Edition.SHORT);
		assertThat(missed(findings)).isEmpty();
		assertThat(findings).hasSize(4)
			.allSatisfy((finding) -> assertThat(finding.figure().median()).isCloseTo(1, within(0.1)));
		assertThat(this.simulation.started().get(0).connections()).isZero();
		assertThat(this.simulation.started().get(0).memberships()).isZero();
	}

	@Test
	void isMissedWhereCostGrowsWithMemberships() {
		this.simulation.relay.deliveryMicros = (server) -> 10 + 2 * server.memberships() / 100_000.0;
		List<Finding> findings = this.simulation.measure(new RoutingCost(), Edition.SHORT);
		assertThat(missed(findings)).hasSize(3).allMatch((compared) -> compared.contains("memberships"));
		assertThat(finding(findings, "send to user").figure().median()).isCloseTo(1.2, within(0.05));
	}

	@Test
	void isMissedWhereMessagesAreLost() {
		this.simulation.relay.lostByEachRun = 1;
		assertThat(missed(this.simulation.measure(new RoutingCost(), Edition.SHORT))).hasSize(4);
	}

}
