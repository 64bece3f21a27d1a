// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.latency;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.benchmarks.goal.Edition;
import io.github.signalrelay.benchmarks.goal.Finding;
import io.github.signalrelay.benchmarks.goal.simulated.Simulation;

import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.finding;
import static io.github.signalrelay.benchmarks.goal.simulated.Verdicts.missed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RelayHopTests {

	private final Simulation simulation = new Simulation();

	@Test
	void isMetWhereTheHopIsShort() {
		this.simulation.relay.latencyMillis = (perSecond) -> 1.4;
		this.simulation.embedded.latencyMillis = (perSecond) -> 1;
		List<Finding> findings = this.simulation.measure(new RelayHop(), Edition.SHORT);
		assertThat(missed(findings)).isEmpty();
		assertThat(finding(findings, "p99 of echo, relay ÷ embedded").figure().median()).isCloseTo(1.4, within(0.01));
		assertThat(finding(findings, "adds").figure().median()).isCloseTo(0.4, within(0.01));
	}

	@Test
	void isMissedWhereTheHopIsLong() {
		this.simulation.relay.latencyMillis = (perSecond) -> 1.8;
		this.simulation.embedded.latencyMillis = (perSecond) -> 1;
		assertThat(missed(this.simulation.measure(new RelayHop(), Edition.SHORT)))
			.containsExactly("p99 of echo, relay ÷ embedded");
		this.simulation.relay.latencyMillis = (perSecond) -> 2.1;
		assertThat(missed(this.simulation.measure(new RelayHop(), Edition.SHORT))).hasSize(3);
	}

	@Test
	void saysHowMuchServersHadToDo() {
		this.simulation.relay.deliveryMicros = (server) -> 400;
		assertThat(finding(this.simulation.measure(new RelayHop(), Edition.SHORT), "p50").remarks())
			.contains("a server was above 30 % load");
	}

}
