// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.hub.observation.ConnectionMeters;
import io.github.signalrelay.hub.observation.HubObservations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Meters of how long clients stay. */
class ConnectionMetersTests {

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final HubFixture fixture = new HubFixture((options) -> options,
			(environment) -> environment.withObservations(
					new HubObservations(ObservationRegistry.NOOP, null, null, new ConnectionMeters(this.meters))),
			ObservedHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	private int active() {
		LongTaskTimer timer = this.meters.find("signalr.hub.connections.active").tag("hub", "observed").longTaskTimer();
		return (timer != null) ? timer.activeTasks() : 0; // it comes with the first
															// client
	}

	private long ended(String exception) {
		return this.meters.get("signalr.hub.connections")
			.tag("hub", "observed")
			.tag("exception", exception)
			.timer()
			.count();
	}

	@Test
	void clientsAreCountedFromConnectToDisconnect() {
		TestClient first = this.fixture.connect();
		TestClient second = this.fixture.connect();
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(active()).isEqualTo(2));
		first.leave();
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(active()).isEqualTo(1));
		second.send("{\"type\":7,\"error\":\"secret\"}");
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(active()).isZero());
		assertThat(ended("none")).isEqualTo(1);
		assertThat(ended("HubException")).isEqualTo(1);
	}

	@Test
	void clientsThatAreNotLetInAreNotCounted() {
		this.fixture.bean(ObservedHub.class).refuseClients = true;
		this.fixture.connect().awaitClosedByServer();
		this.fixture.open().leave();
		assertThat(this.meters.getMeters()).isEmpty();
	}

}
