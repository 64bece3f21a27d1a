// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.HistoryReport;
import io.github.signalrelay.tests.link.TcpLink;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fault F1 of the reliability reference: connections of clients that talk are cut at
 * random, by a reset, an ordinary end of the stream, or silence.
 */
class ClientCutIntegrationTests {

	private static final Logger logger = LoggerFactory.getLogger(ClientCutIntegrationTests.class);

	private static final int CUTS = Figures.FULL ? 2000 : 100;

	private static final int CLIENTS = 40;

	private static final int GROUPS = 5;

	/** Less than the relay's, so that clients notice the silence first, or both. */
	private static final Duration PATIENCE = RelayFixture.CLIENT_SILENCE.minusSeconds(1);

	private final long seed = Long.getLong("faults.seed", System.nanoTime());

	@Test
	void connectionsOfClientsAreCut() throws Exception {
		logger.warn("-Dfaults.seed={}", this.seed);
		Random random = new Random(this.seed);
		try (RelayFixture relay = RelayFixture.start(); TcpLink link = TcpLink.to(relay.origin())) {
			String access = RelayDeployment.connectionString(relay.origin()) + "ClientEndpoint=" + link.address() + ";";
			try (LocalAppServer server = LocalAppServer.start(Map.of("azure.signalr.connection-string", access));
					Crowd crowd = new Crowd(CLIENTS, GROUPS, Duration.ofMillis(250), PATIENCE, this.seed,
							server::hub)) {
				server.awaitConnected();
				crowd.start();
				while (crowd.ends() < CUTS) {
					crowd.talkOn(random.nextInt(10));
					link.cutOne(random, TcpLink.Ending.values()[random.nextInt(3)]);
				}
				HistoryReport report = Aftermath.of(relay, crowd);
				assertThat(report.violations()).isEmpty();
				assertThat(report.failures()).isEmpty();
				Aftermath.assertForgotten(relay, crowd);
				Figures.report("F1 client cut", CUTS + " cuts, 0 violations, groups and users empty", report.summary());
			}
		}
	}

}
