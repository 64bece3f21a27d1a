// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.resilience;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.simulated.Simulation;

import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.finding;
import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.missed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class ReconnectStormTests {

	private final Simulation simulation = new Simulation();

	@Test
	void comparesConnectsOfTheSameProcessorTime() {
		this.simulation.relay.connectMicros = (server) -> 150;
		this.simulation.relay.disconnectMicros = (server) -> 50;
		this.simulation.others.connectMicros = (server) -> 120;
		this.simulation.others.disconnectMicros = (server) -> 20;
		List<Finding> findings = this.simulation.measure(new ReconnectStorm(), Edition.FULL);
		assertThat(missed(findings)).isEmpty();
		assertThat(finding(findings, "connects per CPU second").figure().median()).isCloseTo(0.7, within(0.01));
		assertThat(finding(findings, "connects per second").figure().median()).isCloseTo(2, within(0.01));
	}

	@Test
	void isMissedWhereConnectsCostMore() {
		this.simulation.relay.connectMicros = (server) -> 200;
		this.simulation.others.connectMicros = (server) -> 50;
		this.simulation.relay.lostByEachRun = 1;
		assertThat(missed(this.simulation.measure(new ReconnectStorm(), Edition.SHORT))).containsExactly(
				"connects per CPU second when 3,000 clients return, relay ÷ L",
				"echoes and connections that those who stayed lost");
	}

}
