// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal.memory;

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

class IdleMemoryTests {

	private final Simulation simulation = new Simulation();

	@Test
	void weighsEachConnection() {
		this.simulation.relay.heap = (server) -> 30e6 + 2_048.0 * server.connections()
				+ (server.options().tls() ? 1_024 : 0) * server.connections();
		this.simulation.relay.resident = (server) -> 150e6 + 5_120.0 * server.connections();
		this.simulation.others.heap = (server) -> 5e6 + 1_024.0 * server.connections();
		List<Finding> findings = this.simulation.measure(new IdleMemory(), Edition.SHORT);
		assertThat(missed(findings)).isEmpty();
		assertThat(median(findings, "heap after GC, relay")).isCloseTo(2, within(0.01));
		assertThat(finding(findings, "relay ÷ L").figure().median()).isCloseTo(2, within(0.01));
		assertThat(finding(findings, "resident memory, relay").figure().median()).isCloseTo(5, within(0.01));
		assertThat(finding(findings, "heap after GC that TLS adds").figure().median()).isCloseTo(1, within(0.01));
		assertThat(this.simulation.started()).allMatch(SimulatedServer::isClosed);
	}

	@Test
	void missesWhereConnectionsTakeMore() {
		this.simulation.relay.heap = (server) -> 30e6 + 3_100.0 * server.connections();
		this.simulation.relay.resident = (server) -> 150e6
				+ (server.options().tls() ? 13_000.0 : 6_200.0) * server.connections();
		this.simulation.others.heap = (server) -> 5e6 + 1_200.0 * server.connections();
		List<Finding> findings = this.simulation.measure(new IdleMemory(), Edition.SHORT);
		assertThat(missed(findings)).containsExactly("heap after GC, relay", "heap after GC, relay ÷ L",
				"resident memory, relay", "resident memory that TLS adds");
	}

	@Test
	void countsMembershipsAndUsersOfConnections() {
		this.simulation.relay.heap = (server) -> 30e6 + 700.0 * server.memberships() + 100.0 * server.groups();
		List<Finding> findings = this.simulation.measure(new IdleMemory(), Edition.SHORT);
		// two memberships and a fifth of a group
		assertThat(median(findings, "heap after GC, relay")).isCloseTo(1_420 / 1_024.0, within(0.01));
	}

	@Test
	void standsBesideOthersInTheFullEdition() {
		List<Finding> findings = this.simulation.measure(new IdleMemory(), Edition.FULL);
		assertThat(finding(findings, "netty-socketio").figure().median()).isCloseTo(1, within(0.01));
		assertThat(finding(findings, "÷ socket.io").bound()).isNull();
	}

	private static double median(List<Finding> findings, String compared) {
		return findings.stream()
			.filter((finding) -> finding.compared().equals(compared))
			.findFirst()
			.orElseThrow()
			.figure()
			.median();
	}

}
