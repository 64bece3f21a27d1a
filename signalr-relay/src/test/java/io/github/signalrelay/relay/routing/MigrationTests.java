// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.server.ServerConnectionRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients of an app server that stops go to another one. Service protocol reference, 6.7,
 * 6.8 and 6.11.
 */
class MigrationTests {

	private static final Ping FINACK = new Ping(List.of("shutdown", "finack"));

	private static final String CALL = "{\"type\":1,\"invocationId\":\"1\",\"target\":\"a\",\"arguments\":[]}\u001e";

	private static final String ITEM = "{\"type\":2,\"invocationId\":\"s\",\"item\":1}\u001e";

	private static final String ANSWER = "{\"type\":3,\"invocationId\":\"i\",\"result\":1}\u001e";

	private final RoutingFixture fixture = new RoutingFixture(2);

	private final ScriptedAppServer old = this.fixture.appServer("old", MigrationLevel.SHUTDOWN_ONLY);

	@AfterEach
	void stop() {
		this.fixture.endClientsAndClose();
	}

	private ScriptedAppServer next() {
		return this.fixture.appServer("next", MigrationLevel.SHUTDOWN_ONLY);
	}

	private void release(ScriptedAppServer server) {
		server.ping("shutdown", "fin:1");
		this.fixture.settle();
	}

	private static MessageHeaders headers(String name, String value) {
		return new MessageHeaders(Map.of(name, List.of(value)));
	}

	@Test
	void theClientGoesWhenItsAppServerHasPausedAndNobodySeesIt() {
		RecordingClient client = this.fixture.clientOf(this.old);
		client.data(CALL);
		ScriptedAppServer next = next();
		release(this.old);
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE);
		assertThat(next.about(client)).isEmpty();
		this.old.data(client, "completion", DataMessageType.INVOCATION);
		this.fixture.acknowledge(this.old, client);

		assertThat(this.old.await(CloseConnection.class))
			.isEqualTo(new CloseConnection(client.id, "", headers(MessageHeaders.MIGRATE_TO, "next"), null));
		OpenConnection open = next.await(OpenConnection.class);
		assertThat(open.connectionId()).isEqualTo(client.id);
		assertThat(open.protocol()).isEqualTo("json");
		assertThat(open.headers().first(MessageHeaders.MIGRATE_FROM)).isEqualTo("old");
		assertThat(next.inputOf(client)).containsExactly(client.handshakeRequest().toUtf8String());
		next.answer(client);
		next.data(client, "welcome", DataMessageType.INVOCATION);
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("completion", "welcome");
		assertThat(client.closeCategory).isNull();
		client.data(CALL);
		assertThat(next.inputOf(client)).endsWith(CALL);
		assertThat(this.fixture.moves("moved")).isEqualTo(1);
	}

	@Test
	void finackComesBehindTheLastClient() {
		RecordingClient first = this.fixture.clientOf(this.old);
		RecordingClient second = this.fixture.clientOf(this.old);
		next();
		release(this.old);
		this.old.ping("shutdown", "fin:1"); // app servers repeat it
		this.fixture.settle();
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE, FlowControlOperation.PAUSE);
		this.fixture.acknowledge(this.old, first);
		assertThat(this.old.received).doesNotContain(FINACK);
		this.fixture.acknowledge(this.old, second);
		assertThat(this.old.received).endsWith(FINACK);
		assertThat(this.old.relayEnd.clients().count()).isZero();
	}

	@Test
	void anAppServerThatCannotPauseIsNotWaitedFor() {
		ServerConnectionRequest request = new ServerConnectionRequest(RoutingFixture.SCOPE, "cid", "ancient", null,
				"Microsoft.Azure.SignalR/1.20.0 (.NET 6)");
		ScriptedAppServer ancient = new ScriptedAppServer(this.fixture.router, request)
			.handshake(MigrationLevel.SHUTDOWN_ONLY);
		this.old.end();
		RecordingClient client = this.fixture.clientOf(ancient);
		ScriptedAppServer next = next();
		release(ancient);
		assertThat(ancient.words()).isEmpty();
		assertThat(next.all(OpenConnection.class)).hasSize(1);
		ancient.data(client, "was under way", DataMessageType.UNKNOWN);
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("was under way");
	}

	@Test
	void callsOfTheMeantimeWaitAndAnswersToRunningOnesDoNot() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		release(this.old);
		client.data(ITEM + ANSWER);
		client.data(ITEM + CALL + ITEM);
		client.data(ANSWER);
		assertThat(this.old.inputOf(client)).endsWith(ITEM + ANSWER, ITEM).hasSize(3);
		this.fixture.acknowledge(this.old, client);
		client.data(CALL);
		assertThat(next.inputOf(client)).containsExactly(client.handshakeRequest().toUtf8String(), CALL + ITEM, ANSWER,
				CALL);
	}

	@Test
	void aClientThatSendsMuchIsReadAgainWhenItHasMoved() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		release(this.old);
		String large = CALL.replace("\"a\"", "\"" + "x".repeat(9000) + "\"");
		client.data(large);
		assertThat(client.reading).isTrue();
		client.data(large);
		assertThat(client.reading).isFalse();
		this.fixture.acknowledge(this.old, client);
		assertThat(client.reading).isTrue();
		assertThat(next.inputOf(client)).endsWith(large, large).hasSize(3);
	}

	@Test
	void anAppServerThatDoesNotAcknowledgeIsNotWaitedForLongerThanAllowed() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		release(this.old);
		client.data(CALL);
		this.fixture.passTime(Duration.ofMillis(9_900));
		assertThat(next.about(client)).isEmpty();
		this.fixture.passTime(Duration.ofMillis(100));
		assertThat(next.inputOf(client)).endsWith(CALL);
		assertThat(this.old.all(CloseConnection.class)).hasSize(1);
		assertThat(this.fixture.moves("forced")).isEqualTo(1);
		// Its last words are passed on, its end of the client is not (4.11)
		this.old.data(client, "late", DataMessageType.INVOCATION);
		this.old.data(client, "close", DataMessageType.CLOSE);
		this.fixture.acknowledge(this.old, client);
		assertThat(client.texts()).containsExactly("late");
		assertThat(next.words()).isEmpty();
		assertThat(next.all(OpenConnection.class)).hasSize(1);
	}

	@Test
	void aClientWhoseHandshakeWasNotAnsweredStartsAgainAtTheNextAppServer() {
		RecordingClient client = this.fixture.client();
		ScriptedAppServer next = next();
		release(this.old);
		this.fixture.acknowledge(this.old, client);
		assertThat(this.old.await(CloseConnection.class).headers()).isEqualTo(MessageHeaders.NONE);
		assertThat(next.await(OpenConnection.class).headers().first(MessageHeaders.MIGRATE_FROM)).isNull();
		this.old.data(client, "{\"error\":\"old\"}\u001e", DataMessageType.UNKNOWN);
		next.answer(client);
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("{}\u001e");
	}

	@Test
	void groupsStayWithTheClient() {
		RecordingClient client = this.fixture.clientOf(this.old);
		this.old.send(new JoinGroup(client.id, "g", null));
		ScriptedAppServer next = next();
		release(this.old);
		toGroup(next, "during");
		this.fixture.acknowledge(this.old, client);
		toGroup(next, "after");
		toGroup(this.old, "from the old one");
		assertThat(client.texts()).containsExactly("during", "after", "from the old one");
	}

	private void toGroup(ScriptedAppServer server, String text) {
		server.send(new GroupBroadcastData("g", List.of(), ScriptedAppServer.json(text), null, null, List.of(), null));
		this.fixture.settle();
	}

	@Test
	void withoutAnotherAppServerTheClientComesBack() {
		this.fixture.appServer("old", MigrationLevel.SHUTDOWN_ONLY);
		this.fixture.appServer("weak", ServerConnectionType.WEAK);
		RecordingClient client = this.fixture.clientOf(this.old);
		release(this.old);
		assertThat(this.old.words()).isEmpty();
		assertDropped(client);
		assertThat(this.old.received).endsWith(FINACK);
	}

	@Test
	void theOtherAppServerMayGoMeanwhile() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		release(this.old);
		next.end();
		this.fixture.acknowledge(this.old, client);
		assertDropped(client);
		assertThat(this.old.received).endsWith(FINACK);
	}

	@Test
	void twoDrainsAtOnceEndAtTheAppServerThatStays() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer second = next();
		ScriptedAppServer third = this.fixture.appServer("third", MigrationLevel.SHUTDOWN_ONLY);
		release(this.old);
		release(second);
		this.fixture.acknowledge(this.old, client);
		assertThat(second.about(client)).isEmpty();
		assertThat(third.await(OpenConnection.class).headers().first(MessageHeaders.MIGRATE_FROM)).isEqualTo("old");
		assertThat(second.received).endsWith(FINACK);
	}

	@Test
	void aClientMayMoveAgainAndAgain() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer present = this.old;
		for (int round = 0; round < 5; round++) {
			ScriptedAppServer following = this.fixture.appServer("server" + round, MigrationLevel.SHUTDOWN_ONLY);
			release(present);
			this.fixture.acknowledge(present, client);
			assertThat(following.await(OpenConnection.class).headers().first(MessageHeaders.MIGRATE_FROM))
				.isEqualTo(present.relayEnd.serverId());
			present.end();
			following.answer(client);
			following.data(client, "m" + round, DataMessageType.INVOCATION);
			this.fixture.settle();
			present = following;
		}
		assertThat(client.texts()).containsExactly("m0", "m1", "m2", "m3", "m4");
	}

	@Test
	void stickinessIsKept() {
		RecordingClient required = stickyClient("Required");
		RecordingClient preferred = stickyClient("Preferred");
		this.old.answer(required);
		this.old.answer(preferred);
		ScriptedAppServer next = next();
		release(this.old);
		assertDropped(required);
		this.fixture.acknowledge(this.old, preferred);
		assertThat(preferred.closeCategory).isNull();
		assertThat(next.await(OpenConnection.class).connectionId()).isEqualTo(preferred.id);
	}

	private RecordingClient stickyClient(String mode) {
		RecordingClient client = this.fixture.newClient();
		client.claims = RecordingClient
			.claims(Map.of(ServiceClaims.SERVER_NAME, "old", ServiceClaims.SERVER_STICKY_MODE, mode));
		return client.open();
	}

	private static void assertDropped(RecordingClient client) {
		assertThat(client.closeCategory).isEqualTo(CloseCategory.APP_SERVER_STOPPED);
		assertThat(client.allowReconnect).isTrue();
	}

	@Test
	void aClientThatLeavesOnItsWayIsForgotten() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		release(this.old);
		client.data(CALL);
		client.disconnect();
		assertThat(this.old.await(CloseConnection.class).headers()).isEqualTo(MessageHeaders.NONE);
		assertThat(this.old.received).endsWith(FINACK);
		this.fixture.acknowledge(this.old, client);
		this.fixture.passTime(Duration.ofSeconds(20));
		assertThat(next.about(client)).isEmpty();
	}

	@Test
	void anAppServerThatDiesBeforeItHasPausedDoesNotTakeTheClientWithIt() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		release(this.old);
		client.data(CALL);
		this.old.end();
		this.fixture.settle();
		assertThat(client.closeCategory).isNull();
		assertThat(next.inputOf(client)).endsWith(CALL);
	}

	/** The client was paused because it was slow, and holds that back at first. */
	@Test
	void whatIsHeldBackForASlowClientComesOutBeforeItGoes() {
		RecordingClient client = this.fixture.clientOf(this.old);
		this.fixture.full(client, true);
		this.fixture.acknowledge(this.old, client);
		ScriptedAppServer next = next();
		release(this.old);
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE);
		assertThat(next.about(client)).isEmpty();
		this.fixture.full(client, false);
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE, FlowControlOperation.RESUME,
				FlowControlOperation.PAUSE);
		this.old.data(client, "held back", DataMessageType.INVOCATION);
		this.fixture.acknowledge(this.old, client);
		assertThat(client.texts()).containsExactly("held back");
		assertThat(next.all(OpenConnection.class)).hasSize(1);
		assertThat(next.words()).isEmpty();
	}

	@Test
	void aClientThatStaysSlowGoesInTheEndAndTheNextAppServerPausesToo() {
		RecordingClient client = this.fixture.clientOf(this.old);
		this.fixture.full(client, true);
		ScriptedAppServer next = next();
		release(this.old);
		this.fixture.acknowledge(this.old, client);
		this.fixture.passTime(Duration.ofSeconds(10));
		assertThat(next.about(client).get(next.about(client).size() - 1))
			.isEqualTo(new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, FlowControlOperation.PAUSE));
		this.fixture.full(client, false);
		this.fixture.acknowledge(next, client);
		assertThat(next.words()).containsExactly(FlowControlOperation.PAUSE, FlowControlOperation.RESUME);
	}

	@Test
	void theNextAppServerTakesTheAnswersToQuestionsThatAreOpen() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		ScriptedAppServer caller = this.fixture.appServer("caller");
		caller.send(new ClientInvocation("i", client.id, "caller", ScriptedAppServer.json("question"), null));
		next.send(new ClientInvocation("j", client.id, "next", ScriptedAppServer.json("question"), null));
		this.fixture.settle();
		release(this.old);
		this.fixture.acknowledge(this.old, client);
		List<ClientInvocation> told = next.all(ClientInvocation.class);
		assertThat(told).extracting(ClientInvocation::invocationId).containsExactly("i");
		assertThat(told.get(0).callerServerId()).isEqualTo("caller");
		next.send(new ClientCompletion("i", client.id, "next", "json", Payload.utf8("yes"), null));
		assertThat(caller.await(ClientCompletion.class).payload().toUtf8String()).isEqualTo("yes");
		next.send(new ClientCompletion("j", client.id, "next", "json", Payload.EMPTY, null));
		assertThat(next.all(ClientCompletion.class)).isEmpty();
	}

	@Test
	void anOverloadedServerConnectionIsLeftBehindWithTheClientRead() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer next = next();
		this.old.writable = false;
		client.data(CALL);
		assertThat(client.reading).isFalse();
		release(this.old);
		this.fixture.acknowledge(this.old, client);
		assertThat(client.reading).isTrue();
		next.writable = false;
		client.data(CALL);
		assertThat(client.reading).isFalse();
		next.setWritable(true);
		this.fixture.settle();
		assertThat(client.reading).isTrue();
	}

}
