// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.netty.util.IllegalReferenceCountException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.LeaveGroup;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiUserData;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.UserData;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.client.CloseCategory;
import io.github.signalrelay.relay.server.ServerConnectionTimes;
import io.github.signalrelay.relay.transport.SharedFrame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MulticastTests {

	private static final int LOOPS = 3;

	private final RoutingFixture fixture = new RoutingFixture(LOOPS);

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
	void broadcastReachesAllButTheExcluded() {
		List<RecordingClient> clients = clients(7);
		this.server
			.send(new BroadcastData(List.of(clients.get(2).id, "unknown"), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(receivers(clients, "m")).containsExactlyInAnyOrderElementsOf(without(clients, 2));
	}

	@Test
	void weakConnectionMayBroadcast() {
		RecordingClient client = this.fixture.client();
		this.fixture.appServer("M", ServerConnectionType.WEAK)
			.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(client.texts()).containsExactly("m");
	}

	@Test
	void clientsOfEachTransportShareAFrameOfTheirOwn() {
		List<RecordingClient> clients = new ArrayList<>();
		for (TransportType transport : TransportType.values()) {
			for (int count = 0; count < 4; count++) {
				RecordingClient client = this.fixture.newClient();
				client.transport = transport;
				clients.add(client.open());
			}
		}
		this.server.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(clients.subList(0, 4)).allSatisfy((client) -> assertThat(client.texts()).containsExactly("m"));
		assertThat(clients.subList(4, 8))
			.allSatisfy((client) -> assertThat(client.texts()).containsExactly("data: m\r\n\r\n"));
		assertThat(clients.subList(8, 12)).allSatisfy((client) -> assertThat(client.texts()).containsExactly("m"));
		assertThat(this.fixture.count("signalr.relay.multicast.frames")).isEqualTo(3);
		Set<SharedFrame> frames = new HashSet<>();
		clients.forEach((client) -> frames.addAll(client.frames));
		assertThat(frames).hasSize(3);
	}

	@Test
	void groupReachesItsMembersButTheExcludedClientsAndUsers() {
		List<RecordingClient> clients = new ArrayList<>(clients(4));
		clients.add(this.fixture.clientOfUser("u"));
		clients.add(this.fixture.clientOfUser("u"));
		clients.add(this.fixture.clientOfUser("v"));
		clients.forEach((client) -> join(client, "g"));
		RecordingClient stranger = this.fixture.client();
		this.server.send(new GroupBroadcastData("g", List.of(clients.get(0).id), ScriptedAppServer.json("m"), null,
				null, List.of("u", "nobody"), null));
		this.fixture.settle();
		assertThat(receivers(clients, "m")).containsExactlyInAnyOrder(clients.get(1), clients.get(2), clients.get(3),
				clients.get(6));
		assertThat(stranger.texts()).isEmpty();
	}

	@Test
	void groupNamesAreCaseSensitive() {
		RecordingClient client = this.fixture.client();
		join(client, "G");
		group("g", "m");
		this.fixture.settle();
		assertThat(client.texts()).isEmpty();
	}

	@Test
	void memberOfTwoGroupsGetsTheMessageTwice() {
		RecordingClient both = this.fixture.client();
		RecordingClient one = this.fixture.client();
		join(both, "g");
		join(both, "h");
		join(one, "h");
		this.server
			.send(new MultiGroupBroadcastData(List.of("g", "h", "none"), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(both.texts()).containsExactly("m", "m");
		assertThat(one.texts()).containsExactly("m");
	}

	@Test
	void usersAreReachedOnAllTheirConnectionsOnce() {
		List<RecordingClient> u = List.of(this.fixture.clientOfUser("u"), this.fixture.clientOfUser("u"));
		RecordingClient v = this.fixture.clientOfUser("v");
		RecordingClient anonymous = this.fixture.client();
		this.server.send(new UserData("u", ScriptedAppServer.json("1"), null, null));
		this.server.send(new MultiUserData(List.of("u", "v", "u", "w"), ScriptedAppServer.json("2"), null, null));
		this.fixture.settle();
		assertThat(u).allSatisfy((client) -> assertThat(client.texts()).containsExactly("1", "2"));
		assertThat(v.texts()).containsExactly("2");
		assertThat(anonymous.texts()).isEmpty();
	}

	@Test
	void listedConnectionsAreReachedOnce() {
		List<RecordingClient> clients = clients(5);
		String first = clients.get(0).id;
		this.server.send(new MultiConnectionData(List.of(first, "unknown", clients.get(3).id, first),
				ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(receivers(clients, "m")).containsExactlyInAnyOrder(clients.get(0), clients.get(3));
		assertThat(clients.get(0).texts()).containsExactly("m");
	}

	@Test
	void oneListedConnectionNeedsNoFrameUnlessItSaysSo() {
		List<RecordingClient> clients = clients(3);
		clients.get(1).takesSingles = true;
		for (String id : List.of(clients.get(0).id, clients.get(1).id, "unknown")) {
			this.server.send(new MultiConnectionData(List.of(id), ScriptedAppServer.json("m"), null, null));
		}
		this.server
			.send(new MultiConnectionData(List.of(clients.get(2).id), Payloads.of("other", Payload.EMPTY), null, null));
		this.fixture.settle();
		assertThat(clients.get(0).texts()).containsExactly("m");
		assertThat(clients.get(0).frames).allSatisfy((frame) -> assertThat(frame.refCnt()).isZero());
		assertThat(clients.get(1).singles).containsExactly("m");
		assertThat(clients.get(1).texts()).isEmpty();
		assertThat(clients.get(2).texts()).isEmpty();
		assertThat(this.fixture.count("signalr.relay.deliveries")).isEqualTo(2);
		assertThat(this.fixture.count("signalr.relay.multicast.frames")).isEqualTo(1);
	}

	@Test
	void eachClientGetsThePayloadOfItsProtocolOrNothing() {
		RecordingClient json = this.fixture.client();
		RecordingClient upper = protocol("JSON");
		RecordingClient messagePack = protocol("messagepack");
		RecordingClient blazor = protocol("blazorpack");
		Map<String, Payload> payloads = new LinkedHashMap<>();
		payloads.put("json", Payload.utf8("text"));
		payloads.put("MessagePack", Payload.utf8("binary"));
		this.server.send(new BroadcastData(List.of(), new Payloads(payloads), null, null));
		this.fixture.settle();
		assertThat(json.texts()).containsExactly("text");
		assertThat(upper.texts()).containsExactly("text");
		assertThat(messagePack.texts()).containsExactly("binary");
		assertThat(blazor.texts()).isEmpty();
	}

	@Test
	void oneTaskForEachLoopAndOneFrameForEachProtocolInUse() {
		List<RecordingClient> clients = new ArrayList<>(clients(30));
		for (int count = 0; count < 6; count++) {
			clients.add(protocol("messagepack"));
		}
		Payloads payloads = new Payloads(
				Map.of("json", Payload.utf8("t"), "messagepack", Payload.utf8("b"), "blazorpack", Payload.utf8("z")));
		this.server.send(new BroadcastData(List.of(), payloads, null, null));
		this.fixture.settle();
		assertThat(this.fixture.count("signalr.relay.multicast.tasks")).isEqualTo(LOOPS);
		assertThat(this.fixture.count("signalr.relay.multicast.frames")).isEqualTo(2);
		assertThat(this.fixture.count("signalr.relay.deliveries")).isEqualTo(36);
		Set<SharedFrame> frames = new HashSet<>();
		clients.forEach((client) -> frames.addAll(client.frames));
		assertThat(frames).hasSize(2);
	}

	@Test
	void framesAreReleasedWhenTheLastLoopIsDone() {
		RecordingClient client = this.fixture.client();
		clients(5);
		this.server.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		SharedFrame frame = client.frames.get(0);
		assertThatThrownBy(frame::share).isInstanceOf(IllegalReferenceCountException.class);
	}

	@Test
	void loopsWithoutMembersAreNotEntered() {
		List<RecordingClient> clients = clients(6);
		join(clients.get(0), "g");
		join(clients.get(LOOPS), "g");
		this.fixture.settle();
		group("g", "m");
		group("nobody", "m");
		this.fixture.settle();
		assertThat(this.fixture.count("signalr.relay.multicast.tasks")).isEqualTo(1);
		assertThat(receivers(clients, "m")).hasSize(2);
	}

	@Test
	void joinAndSendOfOneConnectionKeepTheirOrder() {
		List<RecordingClient> clients = clients(12);
		for (int round = 0; round < 500; round++) {
			String group = "g" + round;
			RecordingClient client = clients.get(round % clients.size());
			join(client, group);
			group(group, "in " + round);
			this.server.send(new LeaveGroup(client.id, group, null));
			group(group, "out " + round);
		}
		this.fixture.settle();
		int received = 0;
		for (int index = 0; index < clients.size(); index++) {
			List<String> texts = clients.get(index).texts();
			received += texts.size();
			for (int position = 0; position < texts.size(); position++) {
				assertThat(texts.get(position)).isEqualTo("in " + (index + position * clients.size()));
			}
		}
		assertThat(received).isEqualTo(500);
		assertThat(this.fixture.hub().groupRoutes().size()).isZero();
	}

	@Test
	void slowClientIsEndedWithoutHarmToOthers() {
		List<RecordingClient> clients = clients(9);
		clients.forEach((client) -> join(client, "g"));
		this.fixture.settle();
		clients.get(4).slow = true;
		group("g", "m");
		group("g", "n");
		this.fixture.settle();
		assertThat(clients.get(4).closeCategory).isEqualTo(CloseCategory.SLOW_CLIENT);
		assertThat(without(clients, 4)).allSatisfy((client) -> assertThat(client.texts()).containsExactly("m", "n"));
	}

	@Test
	void clientThatFailsIsEndedWithoutHarmToOthers() {
		List<RecordingClient> clients = clients(9);
		clients.get(4).faulty = true;
		this.server.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(clients.get(4).closeCategory).isEqualTo(CloseCategory.INTERNAL_ERROR);
		assertThat(receivers(clients, "m")).hasSize(8);
	}

	@Test
	void hubsDoNotMeet() {
		RecordingClient client = this.fixture.client();
		new ScriptedAppServer(this.fixture.router, "other", "A", HubScope.core("other"))
			.handshake(ServerConnectionType.DEFAULT)
			.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
		this.fixture.settle();
		assertThat(client.texts()).isEmpty();
	}

	@Test
	void backlogOverTheLimitStopsReadingAppServersForAWhile() {
		try (RoutingFixture small = new RoutingFixture(1, new RoutingSettings("n", 128, 1024, 1000,
				Duration.ofMinutes(10), ServerConnectionTimes.DEFAULTS, 0, 1000, 1000))) {
			ScriptedAppServer busy = small.appServer("A");
			RecordingClient client = small.client();
			CountDownLatch hold = new CountDownLatch(1);
			small.router.behindOutput(client.loop, () -> awaitLatch(hold));
			for (int count = 0; count < 20; count++) {
				busy.send(new BroadcastData(List.of(), ScriptedAppServer.json("m"), null, null));
			}
			assertThat(busy.reading).isFalse();
			assertThat(small.appServer("B").reading).isFalse();
			hold.countDown();
			small.settle();
			assertThat(busy.reading).isTrue();
			assertThat(client.texts()).hasSize(20);
		}
	}

	private static void awaitLatch(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private List<RecordingClient> clients(int count) {
		List<RecordingClient> clients = new ArrayList<>();
		for (int index = 0; index < count; index++) {
			clients.add(this.fixture.client());
		}
		return clients;
	}

	private RecordingClient protocol(String protocol) {
		RecordingClient client = this.fixture.newClient();
		client.protocol = protocol;
		return client.open();
	}

	private void join(RecordingClient client, String group) {
		this.server.send(new JoinGroup(client.id, group, null));
	}

	private void group(String group, String text) {
		this.server
			.send(new GroupBroadcastData(group, List.of(), ScriptedAppServer.json(text), null, null, List.of(), null));
	}

	private static List<RecordingClient> receivers(List<RecordingClient> clients, String text) {
		return clients.stream().filter((client) -> client.texts().contains(text)).toList();
	}

	private static List<RecordingClient> without(List<RecordingClient> clients, int index) {
		List<RecordingClient> others = new ArrayList<>(clients);
		others.remove(index);
		return others;
	}

}
