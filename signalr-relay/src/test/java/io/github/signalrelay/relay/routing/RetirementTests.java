// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;

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
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Ping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Server connections that go out of use while their app server stays. Service protocol
 * reference, 6.8, with flow control, and 6.3.
 */
class RetirementTests {

	private static final String CALL = "{\"type\":1,\"target\":\"a\",\"arguments\":[]}\u001e";

	private final RoutingFixture fixture = new RoutingFixture(2);

	private final ScriptedAppServer old = this.fixture.appServer("A", MigrationLevel.SHUTDOWN_ONLY);

	@AfterEach
	void stop() {
		this.fixture.endClientsAndClose();
	}

	private ScriptedAppServer another() {
		ScriptedAppServer server = this.fixture.appServer("A", MigrationLevel.SHUTDOWN_ONLY);
		this.fixture.settle();
		return server;
	}

	private boolean retire(ScriptedAppServer server) {
		boolean begun = this.fixture.router.retire(RoutingFixture.SCOPE, server.relayEnd.id());
		this.fixture.settle();
		return begun;
	}

	private ConnectionFlowControl offline() {
		return new ConnectionFlowControl(this.old.relayEnd.id(), FlowControlTarget.SERVER,
				FlowControlOperation.OFFLINE);
	}

	@Test
	void clientsGoOnOverAnotherConnectionOfTheirAppServer() {
		RecordingClient client = this.fixture.clientOf(this.old);
		this.old.send(new JoinGroup(client.id, "g", null));
		ScriptedAppServer other = another();
		assertThat(retire(this.old)).isTrue();
		client.data(CALL);
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE);
		this.old.data(client, "before", DataMessageType.INVOCATION);
		this.fixture.acknowledge(this.old, client);
		assertThat(other.words()).containsExactly(FlowControlOperation.RESUME);
		assertThat(other.inputOf(client)).containsExactly(CALL);
		other.data(client, "after", DataMessageType.INVOCATION);
		other
			.send(new GroupBroadcastData("g", List.of(), ScriptedAppServer.json("group"), null, null, List.of(), null));
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("before", "after", "group");
		assertThat(other.all(OpenConnection.class)).isEmpty();
		assertThat(this.old.all(CloseConnection.class)).isEmpty();
		assertThat(other.relayEnd.clients().count()).isEqualTo(1);
		this.fixture.passTime(Duration.ofSeconds(1));
		assertThat(this.old.received).endsWith(offline());
		this.fixture.passTime(Duration.ofSeconds(1));
		assertThat(this.old.received).filteredOn(offline()::equals).hasSize(1);
	}

	@Test
	void itsAppServerIsAskedForAConnectionWhereItHasNoOther() {
		RecordingClient client = this.fixture.clientOf(this.old);
		retire(this.old);
		retire(this.old);
		assertThat(this.old.all(Ping.class)).containsExactly(new Ping(List.of("target", "node-1")));
		client.data(CALL);
		assertThat(this.old.inputOf(client)).endsWith(CALL);
		assertThat(this.fixture.newClient().open().refusal).isNotNull();
		ScriptedAppServer replacement = another();
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE);
		this.fixture.acknowledge(this.old, client);
		assertThat(replacement.words()).containsExactly(FlowControlOperation.RESUME);
	}

	@Test
	void aSlowClientGoesAtOnceAndIsPausedThereToo() {
		RecordingClient client = this.fixture.clientOf(this.old);
		this.fixture.full(client, true);
		this.fixture.acknowledge(this.old, client);
		ScriptedAppServer other = another();
		retire(this.old);
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE);
		assertThat(other.words()).containsExactly(FlowControlOperation.RESUME, FlowControlOperation.PAUSE);
		this.fixture.full(client, false);
		this.fixture.acknowledge(other, client);
		assertThat(other.words()).endsWith(FlowControlOperation.RESUME).hasSize(3);
	}

	@Test
	void withoutAnAcknowledgementTheClientStaysAndGoesLater() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer other = another();
		retire(this.old);
		client.data(CALL);
		this.fixture.passTime(Duration.ofSeconds(10));
		assertThat(this.old.inputOf(client)).endsWith(CALL);
		assertThat(other.about(client)).isEmpty();
		// The pause was told once, and is acknowledged at last
		this.fixture.acknowledge(this.old, client);
		this.fixture.passTime(Duration.ofSeconds(1));
		this.fixture.acknowledge(this.old, client);
		assertThat(other.words()).containsExactly(FlowControlOperation.RESUME);
	}

	@Test
	void theOtherConnectionMayEndMeanwhile() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer other = another();
		retire(this.old);
		other.end();
		client.data(CALL);
		this.fixture.acknowledge(this.old, client);
		assertThat(this.old.words()).containsExactly(FlowControlOperation.PAUSE, FlowControlOperation.RESUME);
		assertThat(this.old.inputOf(client)).endsWith(CALL);
		assertThat(client.closeCategory).isNull();
	}

	@Test
	void anAppServerThatStopsMeanwhileGivesItsClientsToAnotherOne() {
		RecordingClient client = this.fixture.clientOf(this.old);
		another();
		ScriptedAppServer next = this.fixture.appServer("B");
		retire(this.old);
		this.old.ping("shutdown", "fin:1");
		this.fixture.settle();
		this.fixture.acknowledge(this.old, client);
		assertThat(next.all(OpenConnection.class)).hasSize(1);
		assertThat(this.old.received).endsWith(new Ping(List.of("shutdown", "finack")));
	}

	@Test
	void openQuestionsAreAnsweredOverTheNewConnection() {
		RecordingClient client = this.fixture.clientOf(this.old);
		ScriptedAppServer caller = this.fixture.appServer("caller");
		caller.send(new ClientInvocation("i", client.id, "caller", ScriptedAppServer.json("question"), null));
		this.fixture.settle();
		ScriptedAppServer other = another();
		retire(this.old);
		this.fixture.acknowledge(this.old, client);
		assertThat(other.all(ClientInvocation.class)).isEmpty(); // its app server knows
		other.send(new ClientCompletion("i", client.id, "A", "json", Payload.utf8("yes"), null));
		assertThat(caller.await(ClientCompletion.class).payload().toUtf8String()).isEqualTo("yes");
	}

	@Test
	void whatCannotBeRetiredIsTold() {
		ScriptedAppServer unable = this.fixture.appServer("B");
		assertThat(retire(unable)).isFalse();
		assertThat(unable.relayEnd.clients().mayCome()).isTrue();
		assertThat(this.fixture.router.retire(RoutingFixture.SCOPE, "unknown")).isFalse();
	}

}
