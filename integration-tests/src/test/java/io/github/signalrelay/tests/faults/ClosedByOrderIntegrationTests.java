// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.history.HistoryReport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fault F10 of the reliability reference, without its keys: connections end because the
 * authentication of the client expires, or somebody closes all connections of a user.
 * Nobody else is concerned.
 */
class ClosedByOrderIntegrationTests {

	private static final int ENDS = Figures.FULL ? 200 : 20;

	private static final int CLIENTS = 10;

	private RelayFixture relay;

	private LocalAppServer server;

	@BeforeEach
	void start() {
		this.relay = RelayFixture.start();
		this.server = LocalAppServer
			.start(Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(this.relay.origin()),
					"signalr.hub.close-on-authentication-expiration", "true"));
		this.server.awaitConnected();
	}

	@AfterEach
	void stop() {
		this.server.close();
		this.relay.close();
	}

	@Test
	void authenticationExpires() {
		Map<String, AtomicInteger> connections = new ConcurrentHashMap<>();
		// each of the first half has some that expire, and then one that does not
		UnaryOperator<String> expiry = (name) -> {
			int number = connections.computeIfAbsent(name, (absent) -> new AtomicInteger()).incrementAndGet();
			return (isOfFirstHalf(name) && number <= ENDS / (CLIENTS / 2))
					? "&expires=" + Instant.now().plusSeconds(2).getEpochSecond() : "";
		};
		try (Crowd crowd = crowd(expiry)) {
			crowd.start();
			crowd.awaitReady(() -> crowd.ends() == ENDS);
			crowd.talkOn(CLIENTS);
			HistoryReport report = Aftermath.of(this.relay, crowd);
			assertThat(report.violations()).isEmpty();
			assertThat(report.failures()).isEmpty();
			assertThat(crowd.talkers()).allMatch((talker) -> (talker.ends() > 0) == isOfFirstHalf(talker.name()));
			assertThat(this.relay.closes()).hasSize(1).containsValue(ENDS);
			Aftermath.assertForgotten(this.relay, crowd);
			Figures.report("F10 authentication expired", ENDS + " ends, 0 violations, others stay", report.summary());
		}
	}

	private static boolean isOfFirstHalf(String name) {
		return Integer.parseInt(name.substring(name.indexOf('-') + 1)) < CLIENTS / 2;
	}

	@Test
	void aUserIsClosed() {
		try (Crowd crowd = crowd((name) -> ""); RelayInspector inspector = RelayInspector.of(this.relay.origin())) {
			crowd.start();
			for (int i = 1; i <= ENDS; i++) {
				Talker talker = crowd.talkers().get(i % (CLIENTS / 2));
				int ends = i;
				crowd.talkOn(CLIENTS / 2);
				assertThat(inspector.closeUser(talker.name(), "out")).isTrue();
				crowd.awaitReady(() -> crowd.ends() == ends);
			}
			HistoryReport report = Aftermath.of(this.relay, crowd);
			assertThat(report.violations()).isEmpty();
			assertThat(report.failures()).isEmpty();
			assertThat(report.closes()).isEqualTo(Map.of("1000  out", ENDS));
			assertThat(this.relay.closes()).isEqualTo(Map.of("closed_by_request", ENDS));
			assertThat(crowd.talkers().subList(CLIENTS / 2, CLIENTS)).allMatch((talker) -> talker.ends() == 0);
			Aftermath.assertForgotten(this.relay, crowd);
			Figures.report("F10 user closed", ENDS + " ends, 0 violations, others stay", report.summary());
		}
	}

	private Crowd crowd(UnaryOperator<String> query) {
		return new Crowd(CLIENTS, 2, Duration.ofMillis(250), Duration.ofSeconds(20), 10, this.server::hub, query);
	}

}
