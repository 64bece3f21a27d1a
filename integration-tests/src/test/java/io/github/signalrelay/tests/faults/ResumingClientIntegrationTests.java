// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.tests.NodeScript;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.History;
import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fault F9 of the reliability reference: the published client with stateful reconnect,
 * whose WebSocket is cut about every 100 messages, keeps its connection and loses
 * nothing.
 */
class ResumingClientIntegrationTests {

	private static final int CUTS = Figures.FULL ? 1000 : 50;

	private RelayFixture relay;

	private LocalAppServer server;

	@BeforeEach
	void start() {
		this.relay = RelayFixture.start();
		this.server = LocalAppServer
			.start(Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(this.relay.origin())));
		this.server.awaitConnected();
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.relay.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void webSocketsAreCut(String protocol) throws Exception {
		int cuts = CUTS / 2; // half of them with either protocol
		List<String> lines = NodeScript
			.run("resuming-history.mjs",
					List.of("--url", this.server.hub().toString(), "--protocol", protocol, "--cuts", "" + cuts))
			.lines()
			.toList();
		assertThat(lines).last().asString().startsWith("{\"event\":\"cuts\"");
		History history = new History();
		lines.subList(0, lines.size() - 1).stream().map(HistoryLine::read).forEach(history::add);
		HistoryReport report = history.check();
		assertThat(report.violations()).isEmpty();
		assertThat(report.failures()).isEmpty();
		assertThat(report.closes()).isEmpty();
		assertThat(report.accepted()).isEqualTo(report.sent());
		assertThat(report.received()).isEqualTo(2 * report.sent());
		Figures.report("F9 stateful reconnect, " + protocol, cuts + " cuts, 0 lost, 0 doubled", report.summary());
	}

}
