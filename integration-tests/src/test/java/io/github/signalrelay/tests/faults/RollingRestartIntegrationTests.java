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
 * Three app servers behind one relay are restarted one after another while 500 clients
 * talk in 50 groups and to the app servers, and the app servers to everybody.
 * <p>
 * With {@code -Dsurefire.jvm.options=-Dfaults.full=true} there are ten rounds of it, and
 * not one.
 */
class RollingRestartIntegrationTests {

	private static final int CLIENTS = 500;

	private static final int GROUPS = 50;

	private static final int APP_SERVERS = 3;

	private static final int ROUNDS = Figures.FULL ? 10 : 1;

	private static final Duration PERIOD = Duration.ofMillis(1500);

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final List<LocalAppServer> servers = new ArrayList<>();

	/** Callbacks of each start of each app server. */
	private final List<Map<String, List<String>>> callbacks = new ArrayList<>();

	/** App servers that stop at once: their clients see a close and come back. */
	@Test
	void off() {
		HistoryReport report = roll("off");
		assertThat(report.violations()).isEmpty();
		assertThat(report.closed()).isGreaterThanOrEqualTo(CLIENTS * ROUNDS);
		assertThat(report.failures()).isEmpty();
		assertBalanced();
		Figures.report("Rolling restart, off", "0 violations", report.summary());
	}

	private HistoryReport roll(String mode) {
		try (RelayFixture relay = RelayFixture.start();
				Crowd crowd = new Crowd(CLIENTS, GROUPS, PERIOD, PATIENCE, 1, this::anyHub)) {
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
		properties.put("azure.signalr.graceful-shutdown.timeout", "10s");
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
			crowd.talkOn(CLIENTS);
			for (int i = 0; i < APP_SERVERS * ROUNDS; i++) {
				LocalAppServer server = this.servers.get(i % APP_SERVERS);
				Callbacks seen = server.bean(Callbacks.class);
				announcements.without(server, () -> {
					server.stop();
					this.callbacks.add(seen.all());
					server.start();
				});
				crowd.talkOn(CLIENTS);
				crowd.awaitReady();
			}
		}
		HistoryReport report = Aftermath.of(relay, crowd);
		this.servers.forEach((server) -> this.callbacks.add(server.bean(Callbacks.class).all()));
		return report;
	}

	/**
	 * Each app server heard of the start of each client before its end, and at the end
	 * each client is with one app server.
	 */
	private void assertBalanced() {
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
		assertThat(serving.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(CLIENTS);
	}

}
