// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.service.EndpointState;
import io.github.signalrelay.service.ServiceEndpoints;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Relays come and go while clients chat (service protocol reference, 5.7 and 6.9).
 */
class ChangingRelaysIntegrationTests {

	/** Status pings are 10 seconds apart, and looked at every 5. */
	private static final Duration LIMIT = Duration.ofSeconds(60);

	private RunningApplication east;

	private RunningApplication west;

	private RunningApplication first;

	private RunningApplication second;

	@BeforeEach
	void start() {
		this.east = Plaza.relay();
		this.west = Plaza.relay();
		this.first = Plaza.app(Map.of("east", this.east));
		this.second = Plaza.app(Map.of("east", this.east));
	}

	@AfterEach
	void stop() {
		List.of(this.first, this.second, this.east, this.west).forEach(RunningApplication::close);
	}

	@Test
	void aRelayComesAndGoes() throws Exception {
		List<ServiceEndpoint> one = List.of(Plaza.endpoint("east", this.east));
		List<ServiceEndpoint> both = List.of(Plaza.endpoint("east", this.east), Plaza.endpoint("west", this.west));
		try (Visitor ann = Visitor.connect(this.first.origin(), "ann", "east");
				Visitor bob = Visitor.connect(this.second.origin(), "bob", "east")) {
			add(both);
			chat(ann, bob, "with two relays");
			assertThat(Plaza.ports(this.first, 60))
				.containsExactlyInAnyOrderElementsOf(Plaza.portsOf(this.east, this.west));
			CompletableFuture<Void> left;
			try (Visitor cid = Visitor.connect(this.first.origin(), "cid", "west")) {
				chat(ann, cid, "from one to the other");
				left = CompletableFuture.allOf(reload(this.first, one), reload(this.second, one));
				assertThat(Plaza.ports(this.first, 40)).containsExactlyElementsOf(Plaza.portsOf(this.east));
				chat(bob, cid, "although it goes");
				assertThat(left).isNotDone();
				assertThat(cid.isClosed()).as("stays until it leaves").isFalse();
			}
			left.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
			assertThat(states(this.first)).extracting(EndpointState::name).containsExactly("east");
			chat(ann, bob, "with one relay");
			assertThat(ann.isClosed() || bob.isClosed()).as("somebody was lost").isFalse();
		}
	}

	/** Nobody is sent to a relay that not all app servers are connected to. */
	private void add(List<ServiceEndpoint> both) throws Exception {
		CompletableFuture<Void> ofFirst = reload(this.first, both);
		await().atMost(LIMIT).until(() -> states(this.first).stream().allMatch(Plaza::isConnected));
		assertThat(Plaza.ports(this.first, 40)).containsExactlyElementsOf(Plaza.portsOf(this.east));
		assertThat(ofFirst).isNotDone();
		reload(this.second, both).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
		ofFirst.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
	}

	@Test
	void aNewNameKeepsConnectionsAndClients() throws Exception {
		List<String> before = connections();
		try (Visitor ann = Visitor.connect(this.first.origin(), "ann", "east")) {
			reload(this.first, List.of(Plaza.endpoint("orient", this.east))).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
			assertThat(states(this.first)).extracting(EndpointState::name).containsExactly("orient");
			assertThat(connections()).isEqualTo(before);
			chat(ann, ann, "to myself");
			assertThat(ann.isClosed()).isFalse();
		}
	}

	@Test
	void whatIsNotValidChangesNothing() {
		List<String> before = connections();
		assertThat(reload(this.first, List.of(Plaza.endpoint("west:secondary", this.west)))).failsWithin(LIMIT)
			.withThrowableThat()
			.withMessageContaining("No primary endpoint defined.");
		assertThat(reload(this.first, List.of())).failsWithin(LIMIT);
		assertThat(states(this.first)).extracting(EndpointState::name).containsExactly("east");
		assertThat(connections()).isEqualTo(before);
		assertThat(this.first.bean(ServiceEndpoints.class).refresh()).as("nothing is configured anew")
			.succeedsWithin(LIMIT);
		assertThat(connections()).isEqualTo(before);
	}

	private static void chat(Visitor from, Visitor to, String text) {
		from.run("toAll", text);
		to.awaitHeard(text);
		from.awaitHeard(text);
	}

	private static CompletableFuture<Void> reload(RunningApplication app, List<ServiceEndpoint> endpoints) {
		return app.bean(ServiceEndpoints.class).reload(endpoints).toCompletableFuture();
	}

	private static List<EndpointState> states(RunningApplication app) {
		return app.bean(ServiceEndpoints.class).states();
	}

	private List<String> connections() {
		return states(this.first).stream()
			.flatMap((endpoint) -> endpoint.hubs().stream())
			.flatMap((hub) -> hub.connections().stream())
			.map((connection) -> connection.id())
			.sorted()
			.toList();
	}

}
