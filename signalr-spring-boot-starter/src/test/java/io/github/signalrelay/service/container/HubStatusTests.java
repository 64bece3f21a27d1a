// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.service.endpoint.EndpointMetrics;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of the service protocol reference, 3.6, 6.1 and 6.9. */
class HubStatusTests {

	private final HubStatus status = new HubStatus();

	private long now = 1_000_000;

	@Test
	void countsAreTheLastThatWereTold() {
		tell("status", "1", "clientcount", "7", "servercount", "3", "capacity", "1000");
		assertThat(this.status.metrics()).isEqualTo(new EndpointMetrics(7, 3, 1000));
		tell("clientcount", "8");
		assertThat(this.status.metrics()).isEqualTo(new EndpointMetrics(8, 3, 1000));
	}

	@Test
	void nonsenseIsLeftOut() {
		tell("status", "1", "clientcount", "99999999999999", "servercount", "-3", "capacity", "many");
		tell("servers", "no number");
		tell("servers", "many:a;b");
		tell("status");
		assertThat(this.status.metrics()).isEqualTo(EndpointMetrics.UNKNOWN);
		assertThat(this.status.servers(this.now)).isNull();
		assertThat(this.status.hasClients()).isTrue();
	}

	@Test
	void inactiveOnlyAfterCountAndTime() {
		for (int report = 0; report < 5; report++) {
			tell("status", "0");
			assertThat(this.status.isActive()).isTrue();
		}
		pass(Duration.ofMinutes(10));
		tell("status", "0");
		assertThat(this.status.isActive()).isFalse();
		assertThat(this.status.hasClients()).isFalse();
		tell("status", "1");
		assertThat(this.status.isActive()).isTrue();
	}

	@Test
	void aFewReportsAreNotEnoughHoweverLong() {
		for (int report = 0; report < 4; report++) {
			tell("status", "0");
			pass(Duration.ofMinutes(10));
		}
		assertThat(this.status.isActive()).isTrue();
	}

	@Test
	void aReportOfClientsStartsTheCountAgain() {
		for (int report = 0; report < 4; report++) {
			tell("status", "0");
			pass(Duration.ofMinutes(10));
		}
		tell("status", "1");
		for (int report = 0; report < 4; report++) {
			tell("status", "0");
			pass(Duration.ofMinutes(10));
		}
		assertThat(this.status.isActive()).isTrue();
	}

	@Test
	void aNewerListOfServersReplacesAnOlderOne() {
		tell("servers", "5:a;b");
		tell("servers", "4:a");
		assertThat(this.status.servers(this.now)).isEqualTo("a;b");
		tell("servers", "6:a;b;c");
		assertThat(this.status.servers(this.now)).isEqualTo("a;b;c");
	}

	@Test
	void aListOfServersExpires() {
		tell("servers", "5:a;b");
		pass(Duration.ofSeconds(16));
		assertThat(this.status.servers(this.now)).isEqualTo("a;b");
		pass(Duration.ofMillis(1));
		assertThat(this.status.servers(this.now)).isNull();
		tell("servers", "1:a"); // of a service that has started again
		assertThat(this.status.servers(this.now)).isEqualTo("a");
	}

	private void tell(String... texts) {
		this.status.told(new Ping(List.of(texts)), this.now);
	}

	private void pass(Duration time) {
		this.now += time.toMillis();
	}

}
