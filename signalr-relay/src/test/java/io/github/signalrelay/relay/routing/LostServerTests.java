// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.client.CloseCategory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients whose server connection has ended. Service protocol reference, 4.11 and the
 * migration level of 2.1.
 */
class LostServerTests {

	private static final String CALL = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"a\",\"arguments\":[]}\u001e";

	private final RoutingFixture fixture = new RoutingFixture(2);

	@AfterEach
	void stop() {
		this.fixture.endClientsAndClose();
	}

	private void end(ScriptedAppServer server) {
		server.end();
		this.fixture.settle();
	}

	private static void assertLost(RecordingClient client) {
		assertThat(client.closeCategory).isEqualTo(CloseCategory.APP_SERVER_LOST);
		assertThat(client.closeError).isEqualTo("No server available.");
		assertThat(client.allowReconnect).isTrue();
	}

	@Test
	void byDefaultItsClientsEndAndMayComeBack() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.SHUTDOWN_ONLY);
		RecordingClient client = this.fixture.clientOf(lost);
		this.fixture.appServer("other", MigrationLevel.ANY);
		end(lost);
		assertLost(client);
	}

	@Test
	void withLevelAnyTheyGoToAnotherAppServerAtOnce() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.clientOf(lost);
		lost.send(new JoinGroup(client.id, "g", null));
		this.fixture.appServer("lost", MigrationLevel.ANY); // may not have noticed yet
		ScriptedAppServer other = this.fixture.appServer("other");
		end(lost);
		OpenConnection open = other.await(OpenConnection.class);
		assertThat(open.headers().first(MessageHeaders.MIGRATE_FROM)).isEqualTo("lost");
		other.answer(client);
		other.data(client, "m", DataMessageType.INVOCATION);
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("m");
		assertThat(this.fixture.hub().groupRoutes().size()).isEqualTo(1);
		assertThat(this.fixture.moves("after_loss")).isEqualTo(1);
	}

	@Test
	void theyWaitForAServerConnectionAndNothingOfThemIsLost() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.clientOf(lost);
		end(lost);
		client.data(CALL);
		this.fixture.passTime(Duration.ofMillis(9_900));
		assertThat(client.closeCategory).isNull();
		ScriptedAppServer same = this.fixture.appServer("lost", MigrationLevel.ANY);
		this.fixture.settle();
		assertThat(same.inputOf(client)).containsExactly(client.handshakeRequest().toUtf8String(), CALL);
		this.fixture.passTime(Duration.ofSeconds(10));
		assertThat(client.closeCategory).isNull();
	}

	@Test
	void theyEndWhenNoneComesInTime() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.clientOf(lost);
		RecordingClient leaving = this.fixture.clientOf(lost);
		end(lost);
		leaving.disconnect();
		this.fixture.passTime(Duration.ofSeconds(10));
		assertLost(client);
		assertThat(leaving.closeCategory).isEqualTo(CloseCategory.CLIENT_CLOSED);
	}

	@Test
	void aClientThatMustStickWaitsForItsOwnAppServer() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.newClient();
		client.claims = RecordingClient
			.claims(Map.of(ServiceClaims.SERVER_NAME, "lost", ServiceClaims.SERVER_STICKY_MODE, "Required"));
		client.open();
		lost.answer(client);
		ScriptedAppServer other = this.fixture.appServer("other");
		end(lost);
		assertThat(other.about(client)).isEmpty();
		ScriptedAppServer same = this.fixture.appServer("lost", MigrationLevel.ANY);
		this.fixture.settle();
		assertThat(same.all(OpenConnection.class)).hasSize(1);
	}

	@Test
	void theNextOneMayBeLostToo() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.clientOf(lost);
		end(lost);
		ScriptedAppServer second = this.fixture.appServer("second", MigrationLevel.ANY);
		this.fixture.settle();
		second.answer(client);
		end(second);
		client.data(CALL);
		ScriptedAppServer third = this.fixture.appServer("third");
		this.fixture.settle();
		assertThat(third.all(OpenConnection.class).get(0).headers().first(MessageHeaders.MIGRATE_FROM))
			.isEqualTo("second");
		assertThat(third.inputOf(client)).endsWith(CALL);
		end(third); // whose level is off
		assertLost(client);
	}

	@Test
	void aConnectionWhoseEndWasAnnouncedLeavesItsClientsToOthers() {
		ScriptedAppServer leaving = this.fixture.appServer("leaving", MigrationLevel.SHUTDOWN_ONLY);
		RecordingClient client = this.fixture.clientOf(leaving);
		ScriptedAppServer other = this.fixture.appServer("other");
		leaving.ping("shutdown", "fin:0");
		this.fixture.settle();
		assertThat(other.about(client)).isEmpty();
		end(leaving);
		assertThat(other.all(OpenConnection.class)).hasSize(1);
		assertThat(client.closeCategory).isNull();
	}

	@Test
	void anAnnouncedEndWithoutAnotherAppServerEndsTheClientsAtOnce() {
		ScriptedAppServer leaving = this.fixture.appServer("leaving", MigrationLevel.SHUTDOWN_ONLY);
		RecordingClient client = this.fixture.clientOf(leaving);
		leaving.ping("shutdown", "fin:0");
		end(leaving);
		assertLost(client);
		assertThat(this.fixture.moves("failed")).isEqualTo(1);
	}

	@Test
	void questionsToAClientThatWaitsAreHandedToItsNextAppServer() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.newClient();
		client.claims = RecordingClient
			.claims(Map.of(ServiceClaims.SERVER_NAME, "lost", ServiceClaims.SERVER_STICKY_MODE, "Required"));
		client.open();
		lost.answer(client);
		ScriptedAppServer caller = this.fixture.appServer("caller");
		end(lost);
		caller.send(new ClientInvocation("i", client.id, "caller", ScriptedAppServer.json("question"), null));
		this.fixture.settle();
		ScriptedAppServer same = this.fixture.appServer("lost", MigrationLevel.ANY);
		this.fixture.settle();
		assertThat(List.copyOf(client.received)).contains("question");
		assertThat(same.all(ClientInvocation.class)).hasSize(1);
	}

	@Test
	void callsThatItTookWithItAreAnsweredWithAnErrorOnce() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.clientOf(lost);
		client.data(call(1, "answered") + call(1, "open") + call(4, "stream") + call(4, "cancelled"));
		client.data("{\"type\":1,\"target\":\"a\",\"arguments\":[]}\u001e");
		client.data(call(5, "cancelled"));
		lost.data(client, call(3, "answered") + call(2, "stream"), DataMessageType.INVOCATION);
		this.fixture.settle();
		client.received.clear();
		end(lost);
		client.data(call(1, "later"));
		assertThat(client.texts()).containsExactly("open: The app server was lost before it answered.",
				"stream: The app server was lost before it answered.");
		ScriptedAppServer next = this.fixture.appServer("next", MigrationLevel.ANY);
		this.fixture.settle();
		end(next);
		assertThat(client.texts()).endsWith("later: The app server was lost before it answered.").hasSize(3);
	}

	private static String call(int type, String id) {
		return "{\"type\":" + type + ",\"invocationId\":\"" + id + "\",\"target\":\"a\",\"arguments\":[]}\u001e";
	}

	@Test
	void aClientWithTooManyOpenCallsIsClosed() {
		ScriptedAppServer lost = this.fixture.appServer("lost", MigrationLevel.ANY);
		RecordingClient client = this.fixture.clientOf(lost);
		for (int number = 0; number < 1001; number++) {
			client.data(call(1, "c" + number));
		}
		end(lost);
		assertLost(client);
	}

}
