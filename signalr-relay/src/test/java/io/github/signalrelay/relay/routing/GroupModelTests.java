// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.LeaveGroup;
import io.github.signalrelay.protocol.service.UserJoinGroup;
import io.github.signalrelay.protocol.service.UserLeaveGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random commands against the sharded groups and, beside them, a plain map of sets. What
 * each client receives must be what the map says.
 */
class GroupModelTests {

	private static final int CLIENTS = 6;

	enum Kind {

		JOIN, LEAVE, LEAVE_ALL, USER_JOIN, USER_LEAVE, DISCONNECT, RECONNECT, SEND

	}

	record Step(Kind kind, int client, int group) {

	}

	@Provide
	Arbitrary<List<Step>> steps() {
		return Combinators
			.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, CLIENTS - 1),
					Arbitraries.integers().between(0, 3))
			.as(Step::new)
			.list()
			.ofMaxSize(60);
	}

	@Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
	void membersReceiveAndNobodyElse(@ForAll("steps") List<Step> steps) {
		try (RoutingFixture fixture = new RoutingFixture(2)) {
			new Run(fixture).play(steps);
		}
	}

	private static final class Run {

		private final RoutingFixture fixture;

		private final ScriptedAppServer server;

		private final RecordingClient[] clients = new RecordingClient[CLIENTS];

		private final Map<RecordingClient, List<String>> expected = new HashMap<>();

		private final Map<String, Set<RecordingClient>> groups = new HashMap<>();

		private final Map<String, Set<String>> groupsOfUsers = new HashMap<>();

		private int sends;

		Run(RoutingFixture fixture) {
			this.fixture = fixture;
			this.server = fixture.appServer("A");
			for (int index = 0; index < CLIENTS; index++) {
				connect(index);
			}
		}

		private static String user(int client) {
			return "u" + client % 3;
		}

		private void connect(int index) {
			RecordingClient client = this.fixture.clientOfUser(user(index));
			this.clients[index] = client;
			this.expected.put(client, new ArrayList<>());
			this.groupsOfUsers.getOrDefault(user(index), Set.of()).forEach((group) -> members(group).add(client));
		}

		private Set<RecordingClient> members(String group) {
			return this.groups.computeIfAbsent(group, (absent) -> new HashSet<>());
		}

		void play(List<Step> steps) {
			for (Step step : steps) {
				play(step.kind(), step.client(), "g" + step.group());
			}
			this.fixture.settle();
			this.expected.forEach((client, texts) -> assertThat(client.texts()).isEqualTo(texts));
			for (int index = 0; index < CLIENTS; index++) {
				disconnect(index);
			}
			this.fixture.settle();
			assertThat(this.fixture.hub().groupRoutes().size()).isZero();
			assertThat(this.fixture.hub().userRoutes().size()).isZero();
			assertThat(this.fixture.hub().everyone().shards()).isEmpty();
		}

		private void play(Kind kind, int index, String group) {
			RecordingClient client = this.clients[index];
			switch (kind) {
				case JOIN -> {
					this.server.send(new JoinGroup(client.id, group, null));
					if (client.closeCategory == null) {
						members(group).add(client);
					}
				}
				case LEAVE -> {
					this.server.send(new LeaveGroup(client.id, group, null));
					members(group).remove(client);
				}
				case LEAVE_ALL -> {
					this.server.send(new LeaveGroup(client.id, null, null));
					this.groups.values().forEach((members) -> members.remove(client));
				}
				case USER_JOIN -> userJoin(user(index), group);
				case USER_LEAVE -> userLeave(user(index), group);
				case DISCONNECT -> disconnect(index);
				case RECONNECT -> {
					disconnect(index);
					connect(index);
				}
				case SEND -> send(group);
			}
		}

		private void userJoin(String user, String group) {
			this.server.send(new UserJoinGroup(user, group, null, null));
			this.groupsOfUsers.computeIfAbsent(user, (absent) -> new HashSet<>()).add(group);
			for (int index = 0; index < CLIENTS; index++) {
				if (user(index).equals(user) && this.clients[index].closeCategory == null) {
					members(group).add(this.clients[index]);
				}
			}
		}

		private void userLeave(String user, String group) {
			this.server.send(new UserLeaveGroup(user, group, null));
			this.groupsOfUsers.getOrDefault(user, new HashSet<>()).remove(group);
			members(group).removeIf((client) -> user.equals(client.user));
		}

		/** Comes behind all that was sent, so that the model knows who received it. */
		private void disconnect(int index) {
			this.fixture.settle();
			if (this.clients[index].closeCategory == null) {
				this.clients[index].disconnect();
			}
			this.groups.values().forEach((members) -> members.remove(this.clients[index]));
		}

		private void send(String group) {
			String text = "m" + this.sends++;
			this.server.send(new GroupBroadcastData(group, List.of(), ScriptedAppServer.json(text), null, null,
					List.of(), null));
			members(group).forEach((client) -> this.expected.get(client).add(text));
		}

	}

}
