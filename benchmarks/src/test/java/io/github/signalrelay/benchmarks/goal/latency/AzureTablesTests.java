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

class AzureTablesTests {

	private final Simulation simulation = new Simulation();

	@Test
	void measuresEachRow() {
		this.simulation.relay.latencyMillis = (perSecond) -> (perSecond > 110_000) ? 1_500 : 50;
		List<Finding> findings = this.simulation.measure(new AzureTables(), Edition.SHORT);
		assertThat(missed(findings)).isEmpty();
		assertThat(findings.stream().map(Finding::compared)).contains("echo, 10,000/s, p99", "broadcast, 20,000/s, p99",
				"send to connection, 8,000/s, p99", "small groups, 20,000/s, p99", "10 big groups, 20,000/s, p99",
				"broadcast of unit 50, 100,000/s, p99");
		assertThat(finding(findings, "small groups").remarks())
			.containsExactly("20,000 deliveries per second of 20,000");
	}

	@Test
	void raisesTheLoadUntilASecond() {
		this.simulation.relay.latencyMillis = (perSecond) -> (perSecond > 110_000) ? 1_500 : 50;
		List<Finding> findings = this.simulation.measure(new AzureTables(), Edition.FULL);
		assertThat(finding(findings, "most messages out with p99 < 1 s, Echo").figure().median()).isEqualTo(110_000);
		assertThat(finding(findings, "most messages out with p99 < 1 s, Broadcast").figure().median())
			.isEqualTo(100_000);
	}

	@Test
	void raisesItThreeTimesInTheShortEdition() {
		this.simulation.relay.latencyMillis = (perSecond) -> 50;
		List<Finding> findings = this.simulation.measure(new AzureTables(), Edition.SHORT);
		assertThat(finding(findings, "most messages out with p99 < 1 s, Echo").figure().median()).isEqualTo(30_000);
	}

	@Test
	void missesRowsThatTakeLonger() {
		this.simulation.relay.latencyMillis = (perSecond) -> (perSecond > 90_000) ? 1_500
				: (perSecond >= 20_000) ? 150 : 80;
		assertThat(missed(this.simulation.measure(new AzureTables(), Edition.SHORT))).containsExactly(
				"broadcast, 20,000/s, p99", "small groups, 20,000/s, p99", "10 big groups, 20,000/s, p99",
				"broadcast of unit 50, 100,000/s, p99");
	}

}
