// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import io.github.signalrelay.tests.chatter.Callbacks;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One of two app servers fails while it runs invocations: faults F2 and F3 of the
 * reliability reference. The clients of the other one notice nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AppServerFaultIntegrationTests {

	private static final int KILLS = Figures.FULL ? 100 : 5;

	private static final int LONG_FREEZES = Figures.FULL ? 20 : 1;

	private static final int CLIENTS = 40;

	private static final String LOST = "app_server_lost";

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private RelayFixture relay;

	private LocalAppServer stable;

	private AppServerProcess victim;

	private Crowd crowd;

	@BeforeAll
	void start() {
		this.relay = RelayFixture.start();
		Map<String, Object> access = Map.of("azure.signalr.connection-string",
				RelayDeployment.connectionString(this.relay.origin()));
		this.stable = LocalAppServer.start(access);
		this.victim = AppServerProcess.start(access);
		this.stable.awaitConnected();
	}

	@AfterAll
	void stop() {
		this.victim.close();
		this.stable.close();
		this.relay.close();
	}

	@BeforeEach
	void connect() {
		this.crowd = new Crowd(CLIENTS, 5, Duration.ofMillis(500), Duration.ofSeconds(30), 2, this.stable::hub);
		this.crowd.start();
		this.crowd.talkOn(CLIENTS);
	}

	@AfterEach
	void disconnect() {
		this.crowd.close();
	}

	/**
	 * For a moment, and nobody notices; then for longer than the relay waits: what the
	 * app server answers once it goes on reaches nobody.
	 */
	@Test
	@Order(1)
	void anAppServerIsFrozen() {
		freezeForAMoment();
		for (int i = 0; i < LONG_FREEZES; i++) {
			freezeForLong(i > 0);
		}
		HistoryReport report = Aftermath.of(this.relay, this.crowd);
		assertThat(report.violations()).isEmpty();
		assertThat(report.failures()).isEmpty();
		Aftermath.assertForgotten(this.relay, this.crowd);
		Figures.report("F3 app server frozen",
				"1 short and " + LONG_FREEZES + " long freezes, 0 violations, the long ones noticed", report.summary());
	}

	private void freezeForAMoment() {
		this.victim.freeze();
		this.crowd.talkOn(2 * CLIENTS); // those of the other one
		this.victim.thaw();
		this.crowd.talkOn(2 * CLIENTS);
		assertThat(this.crowd.ends()).isZero();
		assertThat(this.relay.closed(LOST)).isZero();
	}

	private void freezeForLong(boolean again) {
		if (again) {
			dropHalf();
		}
		double before = this.relay.closed(LOST);
		this.victim.freeze();
		Awaitility.await("the relay gives the frozen app server up")
			.atMost(LIMIT)
			.until(() -> this.relay.closed(LOST) > before);
		this.crowd.awaitReady(() -> serving() == CLIENTS);
		this.victim.thaw();
		this.victim.awaitConnected();
		this.crowd.talkOn(CLIENTS);
	}

	@Test
	@Order(2)
	void anAppServerIsKilled() {
		double before = this.relay.closed(LOST);
		int lost = 0;
		int dropped = 0;
		long slowest = 0;
		for (int i = 0; i < KILLS; i++) {
			if (i > 0) {
				this.victim.start();
				dropped += dropHalf();
			}
			int others = serving();
			assertThat(others).isStrictlyBetween(0, CLIENTS);
			long begin = System.nanoTime();
			this.victim.kill();
			this.crowd.awaitReady(() -> serving() == CLIENTS);
			slowest = Math.max(slowest, System.nanoTime() - begin);
			lost += CLIENTS - others;
			this.crowd.talkOn(CLIENTS);
		}
		HistoryReport report = Aftermath.of(this.relay, this.crowd);
		assertThat(report.violations()).isEmpty();
		assertThat(report.failures()).isEmpty();
		assertThat(report.closed()).as("clients of the killed, and those sent there").isEqualTo(lost + dropped);
		assertThat(this.relay.closed(LOST) - before).isEqualTo(lost);
		Aftermath.assertForgotten(this.relay, this.crowd);
		Figures.report("F2 app server killed", KILLS + " kills, 0 violations, others stay, back within 5 s",
				report.summary() + "; all back after " + Duration.ofNanos(slowest).toMillis() + " ms at most");
	}

	/** Half of the clients come back, and are given to the app server without clients. */
	private int dropHalf() {
		List<Talker> half = this.crowd.talkers().subList(0, CLIENTS / 2);
		int before = this.crowd.ends();
		half.forEach(Talker::drop);
		this.crowd.awaitReady(() -> this.crowd.ends() == before + half.size());
		this.crowd.talkOn(CLIENTS);
		return half.size();
	}

	/** Clients of the stable app server, by what its hub was told. */
	private int serving() {
		return (int) this.stable.bean(Callbacks.class)
			.all()
			.values()
			.stream()
			.filter((seen) -> seen.size() == 1)
			.count();
	}

}
