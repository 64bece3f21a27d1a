// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.AckStatus;
import io.github.signalrelay.protocol.service.CheckConnectionExistenceWithAck;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.CloseConnectionWithAck;
import io.github.signalrelay.protocol.service.CloseConnectionsWithAck;
import io.github.signalrelay.protocol.service.CloseGroupConnectionsWithAck;
import io.github.signalrelay.protocol.service.CloseUserConnectionsWithAck;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.relay.client.CloseCategory;

import static org.assertj.core.api.Assertions.assertThat;

class CloseTests {

	private final RoutingFixture fixture = new RoutingFixture(3);

	private ScriptedAppServer server;

	@BeforeEach
	void start() {
		this.server = this.fixture.appServer("A");
	}

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void oneConnection() {
		RecordingClient client = this.fixture.client();
		this.server.send(new CloseConnectionWithAck(client.id, "why", 1, null));
		assertThat(this.server.ack(1).status()).isEqualTo(AckStatus.OK.code());
		assertThat(client.closeCategory).isEqualTo(CloseCategory.CLOSED_BY_REQUEST);
		assertThat(client.closeError).isEqualTo("why");
		assertThat(this.server.await(CloseConnection.class).connectionId()).isEqualTo(client.id);
		this.server.send(new CloseConnectionWithAck(client.id, null, 2, null));
		assertThat(this.server.ack(2).status()).isEqualTo(AckStatus.NOT_FOUND.code());
		this.server.send(new CheckConnectionExistenceWithAck(client.id, 3, null));
		assertThat(this.server.ack(3).status()).isEqualTo(AckStatus.NOT_FOUND.code());
	}

	@Test
	void allButTheExcluded() {
		List<RecordingClient> clients = List.of(this.fixture.client(), this.fixture.client(), this.fixture.client(),
				this.fixture.client(), this.fixture.client(), this.fixture.client(), this.fixture.client());
		this.server.send(new CloseConnectionsWithAck(null, 1, List.of(clients.get(3).id), null));
		assertThat(this.server.ack(1).status()).isEqualTo(AckStatus.OK.code());
		assertThat(clients).filteredOn((client) -> client.closeCategory == null).containsExactly(clients.get(3));
		this.server.send(new CloseConnectionsWithAck(null, 2, List.of(clients.get(3).id), null));
		assertThat(this.server.ack(2).status()).isEqualTo(AckStatus.NOT_FOUND.code());
	}

	@Test
	void connectionsOfAUser() {
		RecordingClient one = this.fixture.clientOfUser("u");
		RecordingClient two = this.fixture.clientOfUser("u");
		RecordingClient kept = this.fixture.clientOfUser("u");
		RecordingClient other = this.fixture.clientOfUser("v");
		this.server.send(new CloseUserConnectionsWithAck("u", "bye", 1, List.of(kept.id), null));
		assertThat(this.server.ack(1).status()).isEqualTo(AckStatus.OK.code());
		assertThat(List.of(one, two)).allSatisfy((client) -> assertThat(client.closeError).isEqualTo("bye"));
		assertThat(List.of(kept, other)).allSatisfy((client) -> assertThat(client.closeCategory).isNull());
		this.server.send(new CloseUserConnectionsWithAck("none", null, 2, List.of(), null));
		assertThat(this.server.ack(2).status()).isEqualTo(AckStatus.NOT_FOUND.code());
	}

	@Test
	void membersOfAGroup() {
		List<RecordingClient> members = List.of(this.fixture.client(), this.fixture.client(), this.fixture.client(),
				this.fixture.client(), this.fixture.client());
		RecordingClient other = this.fixture.client();
		members.forEach((client) -> this.server.send(new JoinGroup(client.id, "g", null)));
		this.server.send(new CloseGroupConnectionsWithAck("g", null, 1, List.of(members.get(0).id), null));
		assertThat(this.server.ack(1).status()).isEqualTo(AckStatus.OK.code());
		assertThat(members).filteredOn((client) -> client.closeCategory == null).containsExactly(members.get(0));
		assertThat(other.closeCategory).isNull();
		this.server.send(new CloseGroupConnectionsWithAck("none", null, 2, List.of(), null));
		assertThat(this.server.ack(2).status()).isEqualTo(AckStatus.NOT_FOUND.code());
	}

	/** As when the relay stops: what an app server has sent before comes first. */
	@Test
	void whatWasSentBeforeIsDeliveredBehindNoEnd() throws Exception {
		ScriptedAppServer server = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		CountDownLatch busy = new CountDownLatch(1);
		client.loop.execute(() -> awaitUninterruptibly(busy));
		int messages = 1000; // more than one turn of the loop
		for (int number = 0; number < messages; number++) {
			server.data(client, "m", DataMessageType.INVOCATION);
		}
		this.fixture.router.behindOutput(client.loop, () -> client.close(CloseCategory.RELAY_SHUTDOWN, null, true));
		busy.countDown();
		this.fixture.settle();
		assertThat(client.closeCategory).isEqualTo(CloseCategory.RELAY_SHUTDOWN);
		assertThat(client.received).hasSize(messages);
	}

	private static void awaitUninterruptibly(CountDownLatch latch) {
		try {
			if (!latch.await(10, TimeUnit.SECONDS)) {
				throw new IllegalStateException("not released in time");
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
