// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Multicasts that wait for an event loop together leave it as one write for each client,
 * and nothing else changes by that.
 */
class MulticastBurstTests {

	private final RoutingFixture fixture = new RoutingFixture(1);

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
	void burstIsOneWriteForEachClient() {
		List<RecordingClient> clients = IntStream.range(0, 3).mapToObj((number) -> this.fixture.client()).toList();
		together(() -> IntStream.range(0, 8).forEach((number) -> broadcast("m" + number)));
		assertThat(clients).allSatisfy((client) -> {
			assertThat(client.bursts).containsExactly(8);
			assertThat(client.texts()).containsExactly("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7");
		});
		assertThat(this.fixture.count("signalr.relay.deliveries")).isEqualTo(24);
		assertThat(this.fixture.count("signalr.relay.multicast.frames")).isEqualTo(8);
		assertThat(clients.get(0).frames).allSatisfy((frame) -> assertThat(frame.refCnt()).isZero());
	}

	@Test
	void burstOfEventsIsOneWriteToo() {
		RecordingClient client = this.fixture.newClient();
		client.transport = TransportType.SERVER_SENT_EVENTS;
		client.open();
		together(() -> {
			broadcast("a");
			broadcast("b");
		});
		assertThat(client.bursts).containsExactly(2);
		assertThat(client.texts()).containsExactly("data: a\r\n\r\n", "data: b\r\n\r\n");
	}

	@Test
	void whatComesBetweenKeepsItsPlace() {
		RecordingClient member = this.fixture.client();
		RecordingClient late = this.fixture.client();
		this.server.send(new JoinGroup(member.id, "g", null));
		together(() -> {
			group("1");
			group("2");
			this.server.send(new JoinGroup(late.id, "g", null));
			group("3");
			broadcast("4");
			group("5");
			group("6");
		});
		assertThat(member.texts()).containsExactly("1", "2", "3", "4", "5", "6");
		assertThat(late.texts()).containsExactly("3", "4", "5", "6");
		assertThat(member.bursts).containsExactly(2, 2);
	}

	@Test
	void otherExclusionsAreAnotherAudience() {
		RecordingClient first = this.fixture.client();
		RecordingClient second = this.fixture.client();
		together(() -> {
			broadcast("1");
			this.server.send(new BroadcastData(List.of(first.id), ScriptedAppServer.json("2"), null, null));
			this.server.send(new BroadcastData(List.of(first.id), ScriptedAppServer.json("3"), null, null));
			broadcast("4");
		});
		assertThat(first.texts()).containsExactly("1", "4");
		assertThat(second.texts()).containsExactly("1", "2", "3", "4");
		assertThat(second.bursts).containsExactly(2);
	}

	@Test
	void largeMessagesAreNotCopied() {
		RecordingClient client = this.fixture.client();
		String large = "x".repeat(40_000);
		together(() -> {
			broadcast(large + 1);
			broadcast(large + 2);
			broadcast(large + 3);
		});
		assertThat(client.texts()).containsExactly(large + 1, large + 2, large + 3);
		assertThat(client.bursts).isEmpty();
	}

	@Test
	void faultOfOneClientLosesNothingOfOthers() {
		List<RecordingClient> clients = new ArrayList<>();
		for (int number = 0; number < 3; number++) {
			clients.add(this.fixture.client());
		}
		clients.get(1).faulty = true;
		together(() -> {
			broadcast("1");
			broadcast("2");
		});
		assertThat(clients.get(0).texts()).containsExactly("1", "2");
		assertThat(clients.get(2).texts()).containsExactly("1", "2");
		assertThat(clients.get(1).closeCategory).isNotNull();
		assertThat(clients.get(0).frames).allSatisfy((frame) -> assertThat(frame.refCnt()).isZero());
	}

	/** Has all messages wait before the loop comes to the first. */
	private void together(Runnable messages) {
		CountDownLatch sent = new CountDownLatch(1);
		this.fixture.settle();
		this.fixture.loopList.get(0).execute(() -> {
			try {
				sent.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		messages.run();
		sent.countDown();
		this.fixture.settle();
	}

	private void broadcast(String text) {
		this.server.send(new BroadcastData(List.of(), ScriptedAppServer.json(text), null, null));
	}

	private void group(String text) {
		this.server
			.send(new GroupBroadcastData("g", List.of(), ScriptedAppServer.json(text), null, null, List.of(), null));
	}

}
