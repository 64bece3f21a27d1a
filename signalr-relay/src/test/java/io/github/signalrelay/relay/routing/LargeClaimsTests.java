// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.StoreClaims;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.client.CloseCategory;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients whose tokens name claims that the relay keeps. */
class LargeClaimsTests {

	private static final StoreClaims STORED = new StoreClaims("ref",
			List.of(new Claim("a", "1"), new Claim("b", "2"), new Claim("a", "3")), 60);

	private final RoutingFixture fixture = new RoutingFixture(2);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private RecordingClient client() {
		RecordingClient client = this.fixture.newClient();
		client.claims = List.of(new Claim("asrs.s.uid", "u"), new Claim("asrs.s.claims", "ref"), new Claim("t", "0"));
		return client;
	}

	private static void assertMerged(OpenConnection open) {
		assertThat(open.claims()).containsExactly(new Claim("asrs.s.uid", "u"), new Claim("t", "0"),
				new Claim("a", "1"), new Claim("b", "2"), new Claim("a", "3"));
	}

	@Test
	void appServersGetAllClaimsAndNotTheReference() {
		ScriptedAppServer server = this.fixture.appServer("A");
		server.send(STORED);
		client().open();
		client().open();
		server.await(OpenConnection.class, 2).forEach(LargeClaimsTests::assertMerged);
	}

	@Test
	void clientThatIsFasterThanItsClaimsWaitsForThem() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = client().open();
		client.data("early");
		this.fixture.settle();
		assertThat(server.about(client)).isEmpty();
		server.send(STORED);
		assertMerged(server.await(OpenConnection.class));
		server.await(ConnectionData.class, 2);
		assertThat(server.inputOf(client)).containsExactly("{\"protocol\":\"json\",\"version\":1}\u001e", "early");
		client.data("late");
		assertThat(server.inputOf(client)).endsWith("late");
		this.fixture.advance(Duration.ofSeconds(3));
		this.fixture.router.sweep();
		this.fixture.settle();
		assertThat(client.closeCategory).isNull();
	}

	@Test
	void clientThatSendsMuchMeanwhileIsNotReadUntilItIsOpen() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = client().open();
		String message = "x".repeat(100_000);
		for (int count = 0; count < 100 && client.reading; count++) {
			client.data(message);
		}
		assertThat(client.reading).isFalse();
		server.send(STORED);
		server.await(OpenConnection.class);
		this.fixture.settle();
		assertThat(client.reading).isTrue();
		assertThat(server.inputOf(client)).contains(message);
	}

	@Test
	void clientWhoseClaimsDoNotComeIsRefused() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = client().open();
		this.fixture.advance(Duration.ofMillis(1900));
		this.fixture.router.sweep();
		this.fixture.settle();
		assertThat(client.refusal).isNull();
		this.fixture.advance(Duration.ofMillis(100));
		this.fixture.router.sweep();
		this.fixture.settle();
		assertThat(client.refusal).isEqualTo("The claims of the client are not there. It has to negotiate again.");
		assertThat(client.closeCategory).isEqualTo(CloseCategory.CLAIMS_MISSING);
		server.send(STORED);
		this.fixture.settle();
		assertThat(server.all(OpenConnection.class)).isEmpty();
		this.fixture.assertNothingIsLeft();
	}

	@Test
	void clientThatLeavesMeanwhileIsForgotten() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = client().open();
		client.disconnect();
		server.send(STORED);
		this.fixture.advance(Duration.ofSeconds(3));
		this.fixture.router.sweep();
		this.fixture.settle();
		assertThat(server.received).noneMatch(OpenConnection.class::isInstance);
		assertThat(client.refusal).isNull();
		this.fixture.assertNothingIsLeft();
	}

	@Test
	void claimsOfAnotherHubAreNotToBeHad() {
		ScriptedAppServer server = this.fixture.appServer("A");
		ScriptedAppServer other = new ScriptedAppServer(this.fixture.router, "cid-other", "B", HubScope.core("other"))
			.handshake(MigrationLevel.OFF);
		other.send(STORED);
		RecordingClient client = client().open();
		this.fixture.advance(Duration.ofSeconds(2));
		this.fixture.router.sweep();
		this.fixture.settle();
		assertThat(client.closeCategory).isEqualTo(CloseCategory.CLAIMS_MISSING);
		assertThat(server.all(OpenConnection.class)).isEmpty();
	}

	@Test
	void nobodyStoresBeforeTheHandshakeOfItsConnection() {
		ScriptedAppServer server = this.fixture.appServer("A");
		new ScriptedAppServer(this.fixture.router, "cid-early", "B").send(STORED);
		RecordingClient client = client().open();
		this.fixture.settle();
		assertThat(server.about(client)).isEmpty();
	}

	@Test
	void clientThatMovesKeepsItsClaimsWhenTheStoreHasForgottenThem() {
		ScriptedAppServer first = this.fixture.appServer("A", MigrationLevel.ANY);
		first.send(STORED);
		RecordingClient client = client().open();
		first.answer(client);
		this.fixture.settle();
		this.fixture.advance(Duration.ofSeconds(61));
		this.fixture.router.sweep();
		ScriptedAppServer second = this.fixture.appServer("B", MigrationLevel.ANY);
		first.end();
		this.fixture.settle();
		assertMerged(second.await(OpenConnection.class));
	}

}
