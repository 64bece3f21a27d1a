// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.LeaveGroup;

import static org.assertj.core.api.Assertions.assertThat;

class ConcurrentRoutingTests {

	private static final int GROUPS = 100;

	private static final int MEMBERS = 10;

	private static final int ROUNDS = 40;

	private final RoutingFixture fixture = new RoutingFixture(4);

	private final ExecutorService threads = Executors.newCachedThreadPool();

	@AfterEach
	void stop() {
		this.threads.shutdownNow();
		this.fixture.close();
	}

	@Test
	void membersReceiveExactlyOnceWhileOthersJoinAndLeave() throws Exception {
		ScriptedAppServer first = this.fixture.appServer("A");
		ScriptedAppServer second = this.fixture.appServer("B");
		List<RecordingClient> members = new ArrayList<>();
		for (int number = 0; number < GROUPS * MEMBERS; number++) {
			RecordingClient client = this.fixture.client();
			members.add(client);
			first.send(new JoinGroup(client.id, "g" + number % GROUPS, null));
		}
		this.fixture.settle();
		AtomicBoolean over = new AtomicBoolean();
		Future<List<RecordingClient>> joiners = this.threads.submit(() -> joinAndLeave(second, over));
		Future<List<RecordingClient>> visitors = this.threads.submit(() -> comeAndGo(second, over));
		Future<?> sendsOfFirst = this.threads.submit(() -> send(first, "a"));
		Future<?> sendsOfSecond = this.threads.submit(() -> send(this.fixture.appServer("B"), "b"));
		sendsOfFirst.get(60, TimeUnit.SECONDS);
		sendsOfSecond.get(60, TimeUnit.SECONDS);
		over.set(true);
		List<RecordingClient> churn = new ArrayList<>(joiners.get(60, TimeUnit.SECONDS));
		churn.addAll(visitors.get(60, TimeUnit.SECONDS));
		this.fixture.settle();

		for (int number = 0; number < members.size(); number++) {
			assertThat(of(members.get(number), "a")).isEqualTo(expected("a", number % GROUPS));
			assertThat(of(members.get(number), "b")).isEqualTo(expected("b", number % GROUPS));
			assertThat(members.get(number).received).hasSize(2 * ROUNDS);
		}
		assertThat(churn).allSatisfy((client) -> assertThat(client.texts()).doesNotHaveDuplicates());

		members.forEach(RecordingClient::disconnect);
		churn.stream().filter((client) -> client.closeCategory == null).forEach(RecordingClient::disconnect);
		this.fixture.settle();
		this.fixture.assertNothingIsLeft();
	}

	private void send(ScriptedAppServer server, String sender) {
		for (int round = 0; round < ROUNDS; round++) {
			for (int group = 0; group < GROUPS; group++) {
				server.send(new GroupBroadcastData("g" + group, List.of(),
						ScriptedAppServer.json(sender + ":" + group + ":" + round), null, null, List.of(), null));
			}
		}
	}

	private static List<String> expected(String sender, int group) {
		List<String> texts = new ArrayList<>();
		for (int round = 0; round < ROUNDS; round++) {
			texts.add(sender + ":" + group + ":" + round);
		}
		return texts;
	}

	private static List<String> of(RecordingClient client, String sender) {
		return client.texts().stream().filter((text) -> text.startsWith(sender)).toList();
	}

	private List<RecordingClient> joinAndLeave(ScriptedAppServer server, AtomicBoolean over) {
		List<RecordingClient> clients = new ArrayList<>();
		for (int number = 0; number < 50; number++) {
			clients.add(this.fixture.client());
		}
		for (int round = 0; !over.get(); round++) {
			for (int number = 0; number < clients.size(); number++) {
				String group = "g" + (number + round) % GROUPS;
				server.send(new JoinGroup(clients.get(number).id, group, null));
				server.send(new LeaveGroup(clients.get(number).id, group, null));
			}
		}
		return clients;
	}

	private List<RecordingClient> comeAndGo(ScriptedAppServer server, AtomicBoolean over) {
		List<RecordingClient> clients = new ArrayList<>();
		while (!over.get()) {
			RecordingClient client = this.fixture.clientOfUser("u" + clients.size() % 7);
			clients.add(client);
			server.send(new JoinGroup(client.id, "g" + clients.size() % GROUPS, null));
			client.disconnect();
		}
		return clients;
	}

	@Test
	void clientsThatComeWhileTheirServerGoesAreClosedOrServed() throws Exception {
		ScriptedAppServer stays = this.fixture.appServer("stays");
		AtomicBoolean over = new AtomicBoolean();
		Future<List<RecordingClient>> coming = this.threads.submit(() -> {
			List<RecordingClient> clients = new ArrayList<>();
			while (!over.get()) {
				clients.add(this.fixture.client());
			}
			return clients;
		});
		for (int round = 0; round < 200; round++) {
			this.fixture.appServer("goes").end();
		}
		over.set(true);
		List<RecordingClient> clients = coming.get(60, TimeUnit.SECONDS);
		this.fixture.settle();
		List<RecordingClient> served = clients.stream().filter((client) -> client.closeCategory == null).toList();
		assertThat(stays.relayEnd.clients().count()).isEqualTo(served.size());
		assertThat(this.fixture.router.clientCount()).isEqualTo(served.size());
		stays.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(served).allSatisfy((client) -> assertThat(client.texts()).containsExactly("m"));
	}

}
