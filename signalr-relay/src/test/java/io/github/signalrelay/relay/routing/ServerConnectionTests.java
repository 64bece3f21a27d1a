// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.AccessKeyRequest;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.ConnectionReconnect;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.HandshakeResponse;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceError;
import io.github.signalrelay.protocol.service.ServiceEvent;
import io.github.signalrelay.protocol.service.ServiceMapping;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.identity.AccessControl;
import io.github.signalrelay.relay.identity.AppServerIdentity;
import io.github.signalrelay.relay.identity.DataAction;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.server.ServerConnectionRequest;
import io.github.signalrelay.relay.server.ServerConnectionTimes;

import static org.assertj.core.api.Assertions.assertThat;

class ServerConnectionTests {

	private static final Ping FINACK = new Ping(List.of("shutdown", "finack"));

	private final RoutingFixture fixture = new RoutingFixture(2);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void handshakeIsAnsweredFirstWithTheConnectionId() {
		ScriptedAppServer server = this.fixture.appServer("A");
		assertThat(server.received).containsExactly(new HandshakeResponse(null, server.relayEnd.id()));
		assertThat(server.relayEnd.isOpen()).isTrue();
	}

	@Test
	void otherVersionIsRefusedWithText() {
		ScriptedAppServer server = new ScriptedAppServer(this.fixture.router, "c", "A");
		server.send(new HandshakeRequest(2, ServerConnectionType.DEFAULT, "", MigrationLevel.OFF, false));
		assertThat(server.await(HandshakeResponse.class).errorMessage()).contains("Version 2");
		assertThat(server.closeReason).isNotNull();
		assertThat(this.fixture.client().refusal).isNotNull();
	}

	@Test
	void otherFirstMessageIsRefusedWithText() {
		ScriptedAppServer server = new ScriptedAppServer(this.fixture.router, "c", "A");
		server.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		assertThat(server.await(HandshakeResponse.class).errorMessage()).contains("handshake request");
		assertThat(server.closeReason).isNotNull();
	}

	@Test
	void idInUseIsRefusedAndTheFirstOneGoesOn() {
		ScriptedAppServer first = new ScriptedAppServer(this.fixture.router, "same", "A");
		first.handshake(ServerConnectionType.DEFAULT);
		ScriptedAppServer second = new ScriptedAppServer(this.fixture.router, "same", "A");
		second.handshake(ServerConnectionType.DEFAULT);
		assertThat(second.await(HandshakeResponse.class).errorMessage()).contains("same");
		assertThat(second.closeReason).isNotNull();
		assertThat(this.fixture.client().refusal).isNull();
		first.end();
		new ScriptedAppServer(this.fixture.router, "same", "A").handshake(ServerConnectionType.DEFAULT);
		assertThat(this.fixture.client().refusal).isNull();
	}

	@Test
	void connectionWithoutHandshakeIsEndedAfter15Seconds() {
		ScriptedAppServer server = new ScriptedAppServer(this.fixture.router, "c", "A");
		this.fixture.advance(Duration.ofMillis(14_900));
		this.fixture.router.sweep();
		assertThat(server.closeReason).isNull();
		this.fixture.advance(Duration.ofMillis(100));
		this.fixture.router.sweep();
		assertThat(server.closeReason).contains("handshake");
		assertThat(server.received).isEmpty();
	}

	@Test
	void keepAliveGoesOutEvery5Seconds() {
		ScriptedAppServer server = this.fixture.appServer("A");
		for (int second = 0; second < 21; second++) {
			this.fixture.advance(Duration.ofSeconds(1));
			this.fixture.router.sweep();
		}
		assertThat(server.all(Ping.class)).hasSize(4).allMatch((ping) -> ping.messages().isEmpty());
	}

	@Test
	void silentConnectionIsGivenUpAfter30SecondsWithItsClients() {
		ScriptedAppServer silent = this.fixture.appServer("A");
		ScriptedAppServer alive = this.fixture.appServer("B");
		List<RecordingClient> clients = List.of(this.fixture.client(), this.fixture.client());
		for (int second = 0; second < 29; second++) {
			this.fixture.advance(Duration.ofSeconds(1));
			this.fixture.router.sweep();
			alive.ping("#clientInHub", "1", "#client", "1");
		}
		assertThat(silent.closeReason).isNull();
		this.fixture.advance(Duration.ofSeconds(1));
		this.fixture.router.sweep();
		this.fixture.settle();
		assertThat(silent.closeReason).isNotNull();
		assertThat(alive.closeReason).isNull();
		assertThat(clients).filteredOn((client) -> client.closeCategory == CloseCategory.APP_SERVER_LOST).hasSize(1);
	}

	@Test
	void unknownAndInvalidMessagesCountAsLifeAndAreCounted() {
		ScriptedAppServer server = this.fixture.appServer("A");
		this.fixture.advance(Duration.ofSeconds(29));
		server.relayEnd.onUnknownMessage(99);
		server.relayEnd.onInvalidMessage("broken");
		this.fixture.advance(Duration.ofSeconds(29));
		this.fixture.router.sweep();
		assertThat(server.closeReason).isNull();
		assertThat(this.fixture.count("signalr.relay.server.messages.unknown")).isEqualTo(1);
		assertThat(this.fixture.count("signalr.relay.server.messages.invalid")).isEqualTo(1);
	}

	@Test
	void statusIsAnsweredWithCounts() {
		ScriptedAppServer server = this.fixture.appServer("A");
		server.ping("status", "1");
		this.fixture.client();
		this.fixture.client();
		this.fixture.appServer("B");
		server.ping("status", "1");
		assertThat(server.all(Ping.class)).containsExactly(
				new Ping(List.of("status", "0", "clientcount", "0", "servercount", "1")),
				new Ping(List.of("status", "1", "clientcount", "2", "servercount", "2")));
	}

	@Test
	void theCapacityIsToldWhereThereIsOne() {
		try (RoutingFixture weighted = new RoutingFixture(1, new RoutingSettings("n", 128, 1024, 1000,
				Duration.ofMinutes(10), ServerConnectionTimes.DEFAULTS, 5000, 1000, 1000))) {
			ScriptedAppServer server = weighted.appServer("A");
			server.ping("status", "1");
			assertThat(server.all(Ping.class)).containsExactly(
					new Ping(List.of("status", "0", "clientcount", "0", "servercount", "1", "capacity", "5000")));
		}
	}

	@Test
	void connectionsThatAnotherNodeAskedForAreRefused() {
		ScriptedAppServer own = onDemand("own", "node-1");
		assertThat(own.await(HandshakeResponse.class).errorMessage()).isNull();
		assertThat(this.fixture.client().refusal).isNull();
		ScriptedAppServer foreign = onDemand("foreign", "node-2");
		assertThat(foreign.await(HandshakeResponse.class).errorMessage()).contains("node-2");
		assertThat(foreign.closeReason).isNotNull();
	}

	private ScriptedAppServer onDemand(String id, String target) {
		ServerConnectionRequest request = new ServerConnectionRequest(RoutingFixture.SCOPE, id, "A", target);
		return new ScriptedAppServer(this.fixture.router, request).handshake(ServerConnectionType.ON_DEMAND);
	}

	@Test
	void serversAreListedInOrderWithAGrowingNumber() {
		ScriptedAppServer server = this.fixture.appServer("zoo");
		this.fixture.appServer("ant");
		this.fixture.appServer("ant");
		this.fixture.appServer("bee", ServerConnectionType.WEAK);
		server.ping("servers", "");
		server.ping("servers", "");
		List<String[]> answers = server.all(Ping.class)
			.stream()
			.map((ping) -> ping.messages().get(1).split(":", 2))
			.toList();
		assertThat(answers).hasSize(2);
		assertThat(answers.get(0)[1]).isEqualTo("ant;bee;zoo");
		assertThat(Long.parseLong(answers.get(1)[0])).isGreaterThan(Long.parseLong(answers.get(0)[0]));
	}

	@Test
	void plainPingAndEchoAreNotAnswered() {
		ScriptedAppServer server = this.fixture.appServer("A");
		server.ping();
		server.ping("echo", "x");
		server.ping("odd");
		server.ping("servers");
		assertThat(server.all(Ping.class)).isEmpty();
	}

	@Test
	void fin2WaitsForClientsAndGivesNoNewOnes() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		server.ping("shutdown", "fin:2");
		assertThat(server.all(Ping.class)).isEmpty();
		assertThat(this.fixture.client().refusal).isNotNull();
		assertThat(client.closeCategory).isNull();
		client.disconnect();
		assertThat(server.all(Ping.class)).containsExactly(FINACK);
		int close = server.received.indexOf(server.all(CloseConnection.class).get(0));
		assertThat(close).isLessThan(server.received.indexOf(FINACK));
		server.ping("shutdown", "fin:2");
		assertThat(server.all(Ping.class)).containsExactly(FINACK, FINACK);
	}

	@Test
	void fin1ClosesClientsThatMayNotMoveSoThatTheyComeBack() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		RecordingClient other = this.fixture.client();
		server.ping("shutdown", "fin:1");
		this.fixture.settle();
		assertThat(List.of(client, other)).allSatisfy((closed) -> {
			assertThat(closed.closeCategory).isEqualTo(CloseCategory.APP_SERVER_STOPPED);
			assertThat(closed.allowReconnect).isTrue();
		});
		assertThat(server.all(Ping.class)).containsExactly(FINACK);
	}

	@Test
	void fin0OfAnEmptyConnectionIsAnsweredAtOnce() {
		ScriptedAppServer server = this.fixture.appServer("A");
		server.ping("shutdown", "fin:0");
		assertThat(server.all(Ping.class)).containsExactly(FINACK);
		server.ping("shutdown", "fin:9");
		assertThat(this.fixture.count("signalr.relay.server.messages.invalid")).isEqualTo(1);
	}

	@Test
	void accessKeyIsRefusedClearly() {
		ScriptedAppServer server = this.fixture.appServer("A");
		server.send(new AccessKeyRequest("token", "kid"));
		AccessKeyResponse response = server.await(AccessKeyResponse.class);
		assertThat(response.kid()).isEqualTo("kid");
		assertThat(response.accessKey()).isNull();
		assertThat(response.errorType()).isNotEmpty();
		assertThat(response.errorMessage()).contains("identity provider");
	}

	@Test
	void accessKeyIsGivenToIdentitiesThatMayHaveOne() {
		RelaySettings settings = RelaySettings.withKeys(List.of(new AccessKey("0123456789abcdef0123456789abcdef")));
		AccessControl access = AccessControl.of(settings,
				(token) -> CompletableFuture.completedFuture(new AppServerIdentity(token,
						"app".equals(token) ? Set.of(DataAction.AUTH_ACCESS_KEY) : Set.of())),
				new RefusalMeters(this.fixture.meters), Clock.systemUTC());
		HubRouter router = new HubRouter(RoutingSettings.defaults("node-2"), Clock.systemUTC(), System::nanoTime,
				this.fixture.meters, access.exchange());
		ScriptedAppServer server = new ScriptedAppServer(router, "cid", "A").handshake(ServerConnectionType.DEFAULT);
		server.send(new AccessKeyRequest("app", null));
		AccessKeyResponse given = server.await(AccessKeyResponse.class);
		assertThat(given.kid()).isNotEmpty();
		assertThat(given.accessKey()).hasSize(44);
		assertThat(given.errorType()).isNull();
		assertThat(given.toString()).doesNotContain(String.valueOf(given.accessKey()));
		ScriptedAppServer other = new ScriptedAppServer(router, "cid2", "B").handshake(ServerConnectionType.DEFAULT);
		other.send(new AccessKeyRequest("somebody", given.kid()));
		AccessKeyResponse refused = other.await(AccessKeyResponse.class);
		assertThat(refused.kid()).isEqualTo(given.kid());
		assertThat(refused.accessKey()).isNull();
		assertThat(refused.errorType()).isEqualTo("Forbidden");
		assertThat(refused.errorMessage()).contains("auth/accessKey/action");
	}

	@Test
	void messagesThatOnlyTheServiceSendsAreInvalidAndTheConnectionGoesOn() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		server.send(new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", MigrationLevel.OFF, false));
		server.send(new HandshakeResponse(null, "x"));
		server.send(new OpenConnection(client.id, List.of(), MessageHeaders.NONE, "", null, "json"));
		server.send(new ServiceError("x"));
		server.send(new Ack(1, 1, "", Payload.EMPTY));
		server.send(new ServiceEvent(0, "x", 0, "x"));
		server.send(new AccessKeyResponse("k", "s", null, null));
		server.send(new ServiceMapping("i", client.id, "x"));
		server.send(new ConnectionReconnect(client.id));
		server.send(new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, FlowControlOperation.PAUSE));
		assertThat(this.fixture.count("signalr.relay.server.messages.invalid")).isEqualTo(10);
		server.send(new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, FlowControlOperation.PAUSE_ACK));
		server.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(this.fixture.count("signalr.relay.server.messages.invalid")).isEqualTo(10);
		assertThat(client.texts()).containsExactly("m");
	}

	@Test
	void messagesAreCountedByType() {
		ScriptedAppServer server = this.fixture.appServer("A");
		server.ping();
		server.ping();
		assertThat(this.fixture.meters.get("signalr.relay.server.messages").tag("type", "3").counter().count())
			.isEqualTo(2);
		assertThat(this.fixture.meters.get("signalr.relay.server.connections").gauge().value()).isEqualTo(1);
		server.end();
		assertThat(this.fixture.meters.get("signalr.relay.server.connections").gauge().value()).isZero();
	}

}
