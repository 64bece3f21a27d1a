// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.chatter.Callbacks;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fault F2 of the reliability reference: one of two app servers is killed while it runs
 * invocations. Its clients see a close and come back to the other one, whose clients
 * notice nothing.
 */
class AppServerKilledIntegrationTests {

	private static final int KILLS = Figures.FULL ? 100 : 5;

	private static final int CLIENTS = 40;

	@Test
	void anAppServerIsKilled() {
		try (RelayFixture relay = RelayFixture.start()) {
			Map<String, Object> access = Map.of("azure.signalr.connection-string",
					RelayDeployment.connectionString(relay.origin()));
			try (LocalAppServer stable = LocalAppServer.start(access);
					AppServerProcess victim = AppServerProcess.start(access);
					Crowd crowd = new Crowd(CLIENTS, 5, Duration.ofMillis(250), Duration.ofSeconds(20), 2,
							stable::hub)) {
				stable.awaitConnected();
				crowd.start();
				kill(stable, victim, relay, crowd);
			}
		}
	}

	private void kill(LocalAppServer stable, AppServerProcess victim, RelayFixture relay, Crowd crowd) {
		int lost = 0;
		int dropped = 0;
		long slowest = 0;
		for (int i = 0; i < KILLS; i++) {
			if (i > 0) {
				victim.start();
				dropped += dropHalf(crowd);
			}
			crowd.talkOn(CLIENTS);
			int others = serving(stable);
			assertThat(others).isStrictlyBetween(0, CLIENTS);
			long begin = System.nanoTime();
			victim.kill();
			crowd.awaitReady(() -> serving(stable) == CLIENTS);
			slowest = Math.max(slowest, System.nanoTime() - begin);
			lost += CLIENTS - others;
			crowd.talkOn(CLIENTS);
		}
		HistoryReport report = Aftermath.of(relay, crowd);
		assertThat(report.violations()).isEmpty();
		assertThat(report.failures()).isEmpty();
		assertThat(report.closed()).as("clients of the killed, and those that went there").isEqualTo(lost + dropped);
		assertThat(relay.closed("app_server_lost")).isEqualTo(lost);
		Aftermath.assertForgotten(relay, crowd);
		Figures.report("F2 app server killed", KILLS + " kills, 0 violations, others stay, back in 5 s",
				report.summary() + "; all back after " + Duration.ofNanos(slowest).toMillis() + " ms at most");
	}

	/** Half of the clients come back, and are given to the app server without clients. */
	private int dropHalf(Crowd crowd) {
		List<Talker> half = crowd.talkers().subList(0, CLIENTS / 2);
		half.forEach(Talker::drop);
		crowd.awaitReady();
		return half.size();
	}

	/** Clients of an app server, by what its hub was told. */
	private static int serving(LocalAppServer server) {
		return (int) server.bean(Callbacks.class).all().values().stream().filter((seen) -> seen.size() == 1).count();
	}

}
