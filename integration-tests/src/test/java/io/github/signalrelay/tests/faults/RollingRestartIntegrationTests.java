// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.chatter.Callbacks;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Three app servers behind one relay are restarted one after another while hundreds of
 * clients talk in groups and to the app servers, and the app servers to everybody.
 * <p>
 * With {@code -Dsurefire.jvm.options=-Dfaults.full=true} there are ten rounds of it, and
 * not one.
 */
class RollingRestartIntegrationTests {

	/** Clients that are to notice nothing. */
	private static final int MANY = 500;

	/** Clients that do notice. */
	private static final int SOME = Figures.FULL ? MANY : 200;

	private static final int MEMBERS_OF_A_GROUP = 10;

	private static final int APP_SERVERS = 3;

	private static final int ROUNDS = Figures.FULL ? 10 : 1;

	private static final Duration PERIOD = Duration.ofMillis(1500);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<LocalAppServer> servers = new ArrayList<>();

	private int moves;

	/** Why the relay closed connections. */
	private Map<String, Integer> reasons = Map.of();

	/** Callbacks of each start of each app server. */
	private final List<Map<String, List<String>>> callbacks = new ArrayList<>();

	/** App servers that stop at once: their clients see a close and come back. */
	@Test
	void off() {
		HistoryReport report = roll("off", SOME);
		assertThat(report.violations()).isEmpty();
		assertThat(report.failures()).isEmpty();
		assertThat(report.closed()).isGreaterThanOrEqualTo(SOME * ROUNDS);
		assertThat(this.moves).isZero();
		assertBalanced(SOME);
		Figures.report("Rolling restart, off", "0 violations", report.summary());
	}

	/**
	 * App servers that wait for their clients, and ask them to go: they finish what they
	 * have begun and come back to another one.
	 */
	@Test
	void waitForClientsClose() {
		HistoryReport report = roll("wait-for-clients-close", SOME);
		assertThat(report.violations()).isEmpty();
		assertThat(report.failures()).isEmpty();
		assertThat(report.unanswered()).isZero();
		assertThat(report.closed()).isGreaterThanOrEqualTo(SOME * ROUNDS);
		assertThat(this.moves).isZero();
		assertBalanced(SOME);
		Figures.report("Rolling restart, wait-for-clients-close", "0 violations, all answered", report.summary());
	}

	/** App servers whose clients are moved: no client notices. */
	@Test
	void migrateClients() {
		HistoryReport report = roll("migrate-clients", MANY);
		assertThat(report.violations()).isEmpty();
		assertThat(report.failures()).isEmpty();
		assertThat(report.closes()).as("closed, by the relay %s", this.reasons).isEmpty();
		assertThat(report.connections()).isEqualTo(MANY);
		assertThat(report.accepted()).isEqualTo(report.sent());
		assertThat(this.moves).as("of each client, out and in").isGreaterThanOrEqualTo(2 * MANY * ROUNDS).isEven();
		assertBalanced(MANY);
		Figures.report("Rolling restart, migrate-clients", MANY + " connections, 0 closed, 0 violations, all answered",
				this.moves / 2 + " moves; " + report.summary());
	}

	private HistoryReport roll(String mode, int clients) {
		try (RelayFixture relay = RelayFixture.start(Map.of("signalr.relay.timeouts.client", "30s"));
				Crowd crowd = new Crowd(clients, clients / MEMBERS_OF_A_GROUP, PERIOD, PATIENCE, 1, this::anyHub)) {
			try {
				startServers(relay.origin(), mode);
				return roll(relay, crowd);
			}
			finally {
				this.servers.forEach(LocalAppServer::close);
			}
		}
	}

	private void startServers(URI relay, String mode) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("azure.signalr.connection-string", RelayDeployment.connectionString(relay));
		properties.put("azure.signalr.graceful-shutdown.mode", mode);
		properties.put("azure.signalr.graceful-shutdown.timeout", "20s");
		properties.put("chatter.farewell", mode.equals("wait-for-clients-close"));
		for (int i = 0; i < APP_SERVERS; i++) {
			this.servers.add(LocalAppServer.start(properties));
		}
		this.servers.forEach(AppServer::awaitConnected);
	}

	private URI anyHub() {
		return this.servers.get(ThreadLocalRandom.current().nextInt(this.servers.size())).hub();
	}

	private HistoryReport roll(RelayFixture relay, Crowd crowd) {
		try (Announcements announcements = new Announcements(crowd.history(), this.servers, true)) {
			crowd.start();
			crowd.talkOn(crowd.talkers().size());
			for (int i = 0; i < APP_SERVERS * ROUNDS; i++) {
				LocalAppServer server = this.servers.get(i % APP_SERVERS);
				Callbacks seen = server.bean(Callbacks.class);
				announcements.without(server, () -> {
					server.stop();
					add(seen);
					server.start();
				});
				crowd.talkOn(crowd.talkers().size());
				crowd.awaitReady();
			}
		}
		HistoryReport report = Aftermath.of(relay, crowd);
		this.reasons = relay.closes();
		this.servers.forEach((server) -> add(server.bean(Callbacks.class)));
		return report;
	}

	private void add(Callbacks seen) {
		this.callbacks.add(seen.all());
		this.moves += seen.moves();
	}

	/**
	 * Each app server heard of the start of each client before its end, and at the end
	 * each client is with one app server.
	 */
	private void assertBalanced(int clients) {
		Map<String, Integer> serving = new HashMap<>();
		for (Map<String, List<String>> ofServer : this.callbacks) {
			ofServer.forEach((id, seen) -> {
				List<String> pairs = new ArrayList<>(Collections.nCopies(seen.size(), "connected"));
				for (int i = 1; i < pairs.size(); i += 2) {
					pairs.set(i, "disconnected");
				}
				assertThat(seen).as("callbacks for " + id).isEqualTo(pairs);
				serving.merge(id, seen.size() % 2, Integer::sum);
			});
		}
		assertThat(serving.values()).allMatch((count) -> count <= 1);
		assertThat(serving.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(clients);
	}

}
