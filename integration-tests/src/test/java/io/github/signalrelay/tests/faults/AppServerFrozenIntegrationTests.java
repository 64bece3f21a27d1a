// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fault F3 of the reliability reference: one of two app servers is frozen while it runs
 * invocations. For a moment, nobody notices; for longer than the relay waits, its clients
 * see a close and come back to the other one, and what it answers once it goes on reaches
 * nobody.
 */
class AppServerFrozenIntegrationTests {

	private static final int LONG_FREEZES = Figures.FULL ? 20 : 1;

	private static final int CLIENTS = 40;

	private static final Duration LIMIT = Duration.ofSeconds(40);

	@Test
	void anAppServerIsFrozen() {
		try (RelayFixture relay = RelayFixture.start()) {
			Map<String, Object> access = Map.of("azure.signalr.connection-string",
					RelayDeployment.connectionString(relay.origin()));
			try (LocalAppServer stable = LocalAppServer.start(access);
					AppServerProcess victim = AppServerProcess.start(access);
					Crowd crowd = new Crowd(CLIENTS, 5, Duration.ofMillis(250), Duration.ofSeconds(30), 3,
							stable::hub)) {
				stable.awaitConnected();
				crowd.start();
				crowd.talkOn(CLIENTS);
				freezeForAMoment(victim, relay, crowd);
				for (int i = 0; i < LONG_FREEZES; i++) {
					freezeForLong(victim, relay, crowd);
				}
				HistoryReport report = Aftermath.of(relay, crowd);
				assertThat(report.violations()).isEmpty();
				assertThat(report.failures()).isEmpty();
				Aftermath.assertForgotten(relay, crowd);
				Figures.report("F3 app server frozen",
						"1 short and " + LONG_FREEZES + " long freezes, 0 violations, noticed", report.summary());
			}
		}
	}

	/** While the clients of the other one go on talking. */
	private static void freezeForAMoment(AppServerProcess victim, RelayFixture relay, Crowd crowd) {
		victim.freeze();
		crowd.talkOn(5 * CLIENTS);
		victim.thaw();
		crowd.talkOn(5 * CLIENTS);
		assertThat(crowd.ends()).isZero();
		assertThat(relay.closed("app_server_lost")).isZero();
	}

	private static void freezeForLong(AppServerProcess victim, RelayFixture relay, Crowd crowd) {
		if (crowd.ends() > 0) {
			crowd.talkers().subList(0, CLIENTS / 2).forEach(Talker::drop);
			crowd.awaitReady();
			crowd.talkOn(CLIENTS);
		}
		double before = relay.closed("app_server_lost");
		victim.freeze();
		Awaitility.await("the relay gives the frozen app server up")
			.atMost(LIMIT)
			.until(() -> relay.closed("app_server_lost") > before);
		crowd.awaitReady();
		victim.thaw();
		victim.awaitConnected();
		crowd.talkOn(CLIENTS);
	}

}
