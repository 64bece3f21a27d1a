// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.cost;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.simulated.SimulatedServer;
import io.github.signalrelay.benchmarks.goal.simulated.Simulation;

import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.missed;
import static org.assertj.core.api.Assertions.assertThat;

class FanInTests {

	private final Simulation simulation = new Simulation();

	@Test
	void isMetWhereAllCostTheSame() {
		assertThat(missed(this.simulation.measure(new FanIn(), Edition.SHORT))).isEmpty();
		assertThat(this.simulation.started()).extracting((server) -> server.options().serverConnections())
			.containsExactlyInAnyOrder(1, 5, 20);
		assertThat(this.simulation.started()).allMatch(SimulatedServer::isClosed);
	}

	@Test
	void isMissedOnEitherSide() {
		this.simulation.relay.deliveryMicros = (server) -> switch (server.options().serverConnections()) {
			case 1 -> 8;
			case 5 -> 10;
			default -> 12;
		};
		List<Finding> findings = this.simulation.measure(new FanIn(), Edition.SHORT);
		assertThat(missed(findings)).containsExactly("echoes per CPU second, 1 ÷ 5 server connections",
				"echoes per CPU second, 20 ÷ 5 server connections");
	}

	@Test
	void isMissedWhereOrderIsNotKept() {
		this.simulation.relay.disorderedByEachRun = 1;
		assertThat(missed(this.simulation.measure(new FanIn(), Edition.SHORT)))
			.contains("echoes out of order, all numbers of server connections");
	}

}
