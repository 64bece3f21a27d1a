// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.relay.client.CloseCategory;

import static org.assertj.core.api.Assertions.assertThat;

class ClientRoutingTests {

	private final RoutingFixture fixture = new RoutingFixture(3);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void clientWithoutAppServerIsRefusedWithText() {
		RecordingClient client = this.fixture.client();
		assertThat(client.refusal).isEqualTo("App servers are not connected.");
		assertThat(client.closeCategory).isEqualTo(CloseCategory.NO_APP_SERVER);
	}

	@Test
	void clientIsOpenedThenItsHandshakeThenItsDataAreForwarded() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.newClient();
		client.query = "?a=b";
		List<Claim> claims = RecordingClient.claims(Map.of("asrs.s.dc", "true"));
		client.claims = claims;
		client.headers = new MessageHeaders(Map.of("X-Own", List.of("1"), "asrs-migrate-from", List.of("evil"),
				"asrs-transport", List.of("LongPolling")));
		client.open();
		client.data("one");

		OpenConnection open = server.await(OpenConnection.class);
		assertThat(open.connectionId()).isEqualTo(client.id);
		assertThat(open.claims()).isEqualTo(claims);
		assertThat(open.queryString()).isEqualTo("?a=b");
		assertThat(open.protocol()).isEqualTo("json");
		assertThat(open.headers().first("Asrs-Instance-Id")).isEqualTo("node-1");
		assertThat(open.headers().first("Asrs-Is-Diagnostic-Client")).isEqualTo("true");
		assertThat(open.headers().values("Asrs-Transport")).containsExactly("WebSockets");
		assertThat(open.headers().first("X-Own")).isEqualTo("1");
		assertThat(open.headers().first("Asrs-Migrate-From")).isNull();
		List<ConnectionData> data = server.await(ConnectionData.class, 2);
		assertThat(data).extracting((message) -> message.payload().toUtf8String())
			.containsExactly("{\"protocol\":\"json\",\"version\":1}\u001e", "one");
		assertThat(server.received.indexOf(open)).isLessThan(server.received.indexOf(data.get(0)));
	}

	/** Until then it takes no small part of the memory of an idle client. */
	@Test
	void requestIsForgottenOnceNoOtherAppServerWillAskForIt() {
		this.fixture.appServer("A");
		RecordingClient client = clientWithRequest();
		assertThat(client.claims).isEmpty();
		assertThat(client.headers).isEqualTo(MessageHeaders.NONE);
		assertThat(client.query).isEmpty();
	}

	@Test
	void requestIsKeptForTheNextAppServerWhereClientsMayMove() {
		this.fixture.appServer("A", MigrationLevel.SHUTDOWN_ONLY);
		RecordingClient client = clientWithRequest();
		assertThat(client.claims).hasSize(1);
		assertThat(client.headers.first("X-Own")).isEqualTo("1");
		assertThat(client.query).isEqualTo("?a=b");
	}

	private RecordingClient clientWithRequest() {
		RecordingClient client = this.fixture.newClient();
		client.query = "?a=b";
		client.claims = RecordingClient.claims(Map.of("role", "cook"));
		client.headers = new MessageHeaders(Map.of("X-Own", List.of("1")));
		return client.open();
	}

	@Test
	void dataOfTheAppServerReachesItsClientOnly() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient one = this.fixture.client();
		RecordingClient two = this.fixture.client();
		server.send(new ConnectionData(one.id, Payload.utf8("{}\u001e"), null, DataMessageType.HANDSHAKE, false));
		server.send(new ConnectionData(one.id, Payload.utf8("x"), null, DataMessageType.INVOCATION, false));
		server.send(new ConnectionData("unknown", Payload.utf8("x"), null, DataMessageType.INVOCATION, false));
		this.fixture.settle();
		assertThat(one.texts()).containsExactly("{}\u001e", "x");
		assertThat(two.texts()).isEmpty();
		assertThat(this.fixture.count("signalr.relay.server.messages.dropped")).isEqualTo(1);
	}

	@Test
	void clientsGoToTheLeastLoadedConnection() {
		ScriptedAppServer first = this.fixture.appServer("A");
		ScriptedAppServer second = this.fixture.appServer("A");
		ScriptedAppServer third = this.fixture.appServer("B", ServerConnectionType.ON_DEMAND);
		ScriptedAppServer weak = this.fixture.appServer("C", ServerConnectionType.WEAK);
		for (int count = 0; count < 9; count++) {
			this.fixture.client();
		}
		assertThat(first.relayEnd.clients().count()).isEqualTo(3);
		assertThat(second.relayEnd.clients().count()).isEqualTo(3);
		assertThat(third.relayEnd.clients().count()).isEqualTo(3);
		assertThat(weak.relayEnd.clients().count()).isZero();
		assertThat(weak.all(OpenConnection.class)).isEmpty();
	}

	@Test
	void weakConnectionsAloneServeNobody() {
		this.fixture.appServer("C", ServerConnectionType.WEAK);
		assertThat(this.fixture.client().refusal).isEqualTo("App servers are not connected.");
	}

	@Test
	void stickyRequiredGoesToItsServerOrIsRefused() {
		ScriptedAppServer a = this.fixture.appServer("A");
		ScriptedAppServer b = this.fixture.appServer("B");
		for (int count = 0; count < 4; count++) {
			assertThat(sticky("B", "Required").refusal).isNull();
		}
		assertThat(a.relayEnd.clients().count()).isZero();
		assertThat(b.relayEnd.clients().count()).isEqualTo(4);
		assertThat(sticky("gone", "Required").refusal).contains("has to be served by");
	}

	@Test
	void stickyPreferredFallsBackToAnyServer() {
		ScriptedAppServer a = this.fixture.appServer("A");
		ScriptedAppServer b = this.fixture.appServer("B");
		sticky("B", "Preferred");
		sticky("B", "Preferred");
		assertThat(b.relayEnd.clients().count()).isEqualTo(2);
		assertThat(sticky("gone", "Preferred").refusal).isNull();
		assertThat(a.relayEnd.clients().count()).isEqualTo(1);
	}

	private RecordingClient sticky(String server, String mode) {
		RecordingClient client = this.fixture.newClient();
		client.claims = RecordingClient.claims(Map.of("asrs.s.sn", server, "asrs.s.ssticky", mode));
		return client.open();
	}

	@Test
	void leavingClientIsToldToItsServer() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		client.disconnect();
		CloseConnection close = server.await(CloseConnection.class);
		assertThat(close.connectionId()).isEqualTo(client.id);
		assertThat(close.errorMessage()).isEmpty();
		assertThat(server.relayEnd.clients().count()).isZero();
		assertThat(this.fixture.router.clientCount()).isZero();
		assertThat(this.fixture.hub().directory()).isEmpty();
	}

	@Test
	void lostServerConnectionClosesItsClientsAndNoOthers() {
		ScriptedAppServer first = this.fixture.appServer("A");
		ScriptedAppServer second = this.fixture.appServer("A");
		List<RecordingClient> clients = List.of(this.fixture.client(), this.fixture.client(), this.fixture.client(),
				this.fixture.client());
		first.end();
		this.fixture.settle();
		assertThat(clients).filteredOn((client) -> client.closeCategory == CloseCategory.APP_SERVER_LOST)
			.hasSize(2)
			.allSatisfy((client) -> {
				assertThat(client.closeError).isEqualTo("No server available.");
				assertThat(client.allowReconnect).isTrue();
			});
		assertThat(clients).filteredOn((client) -> client.closeCategory == null).hasSize(2);
		assertThat(second.relayEnd.clients().count()).isEqualTo(2);
		assertThat(second.all(CloseConnection.class)).isEmpty();
	}

	@Test
	void closeOfTheAppServerComesBehindItsDataAndIsNotEchoed() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		server.send(new ConnectionData(client.id, Payload.utf8("last"), null, DataMessageType.CLOSE, false));
		server.send(new CloseConnection(client.id, "kicked", MessageHeaders.NONE, null));
		server.send(new ConnectionData(client.id, Payload.utf8("late"), null, DataMessageType.OTHER, false));
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("last");
		assertThat(client.closeCategory).isEqualTo(CloseCategory.CLOSED_BY_APP_SERVER);
		assertThat(client.closeError).isEqualTo("kicked");
		assertThat(client.allowReconnect).isFalse();
		assertThat(server.all(CloseConnection.class)).isEmpty();
	}

	@Test
	void closeByAnotherAppServerIsToldToTheClientsOwn() {
		ScriptedAppServer own = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		ScriptedAppServer other = this.fixture.appServer("M", ServerConnectionType.WEAK);
		other.send(new CloseConnection(client.id, "", MessageHeaders.NONE, null));
		own.await(CloseConnection.class);
		assertThat(client.closeCategory).isEqualTo(CloseCategory.CLOSED_BY_REQUEST);
		assertThat(client.closeError).isNull();
	}

	@Test
	void fullServerConnectionStopsTheClientsThatTalk() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient talking = this.fixture.client();
		RecordingClient silent = this.fixture.client();
		server.writable = false;
		talking.data("x");
		assertThat(talking.reading).isFalse();
		assertThat(silent.reading).isTrue();
		server.setWritable(true);
		this.fixture.settle();
		assertThat(talking.reading).isTrue();
	}

	/** Each client may have sent 64 KiB by its own next read: too much for many. */
	@Test
	void overloadedServerConnectionStopsAllItsClientsOnce() {
		ScriptedAppServer server = this.fixture.appServer("A");
		List<RecordingClient> clients = new ArrayList<>();
		for (int count = 0; count < 20; count++) {
			clients.add(this.fixture.client());
		}
		server.writable = false;
		server.overloaded = true;
		clients.subList(0, this.fixture.loopList.size()).forEach((client) -> client.data("one of each loop"));
		assertThat(clients).noneMatch((client) -> client.reading);
		RecordingClient late = this.fixture.client();
		assertThat(late.reading).isFalse();
		clients.get(0).data("under way");
		clients.get(0).disconnect();
		assertThat(clients).allMatch((client) -> client.changesOfReading == 1);
		server.overloaded = false;
		server.setWritable(true);
		this.fixture.settle();
		assertThat(clients.subList(1, clients.size())).allMatch((client) -> client.reading);
		assertThat(late.reading).isTrue();
	}

	@Test
	void overloadStopsNoClientOfAnotherServerConnection() {
		ScriptedAppServer server = this.fixture.appServer("A");
		ScriptedAppServer other = this.fixture.appServer("B");
		List<RecordingClient> clients = new ArrayList<>();
		for (int count = 0; count < 20; count++) {
			clients.add(this.fixture.client());
		}
		server.writable = false;
		server.overloaded = true;
		clients.forEach((client) -> client.data("x"));
		assertThat(clients).filteredOn((client) -> client.reading).hasSize(10);
		other.setWritable(true);
		this.fixture.settle();
		assertThat(clients).filteredOn((client) -> client.reading).hasSize(10);
	}

	@Test
	void hubThatIsFullStopsOneClient() {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		this.fixture.router.pauseInput(server.relayEnd, client.id, true);
		this.fixture.settle();
		assertThat(client.reading).isFalse();
		server.writable = false;
		client.data("under way");
		server.setWritable(true);
		this.fixture.settle();
		assertThat(client.reading).isFalse();
		this.fixture.router.pauseInput(server.relayEnd, client.id, false);
		this.fixture.settle();
		assertThat(client.reading).isTrue();
	}

}
