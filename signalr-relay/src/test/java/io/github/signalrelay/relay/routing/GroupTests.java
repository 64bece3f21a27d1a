// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessageUnpacker;

import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.AckStatus;
import io.github.signalrelay.protocol.service.CheckConnectionExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckGroupExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserExistenceWithAck;
import io.github.signalrelay.protocol.service.CheckUserInGroupWithAck;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.GroupMemberQuery;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.LeaveGroup;
import io.github.signalrelay.protocol.service.LeaveGroupWithAck;
import io.github.signalrelay.protocol.service.UserJoinGroup;
import io.github.signalrelay.protocol.service.UserJoinGroupWithAck;
import io.github.signalrelay.protocol.service.UserLeaveGroup;
import io.github.signalrelay.protocol.service.UserLeaveGroupWithAck;

import static org.assertj.core.api.Assertions.assertThat;

class GroupTests {

	private final RoutingFixture fixture = new RoutingFixture(3);

	private ScriptedAppServer server;

	private int lastAckId;

	@BeforeEach
	void start() {
		this.server = this.fixture.appServer("A");
	}

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void joinIsTrueWhenItsAckComes() {
		RecordingClient client = this.fixture.client();
		assertThat(join(client.id, "g")).isEqualTo(AckStatus.OK);
		assertThat(members("g")).containsExactly(client);
		assertThat(join(client.id, "g")).isEqualTo(AckStatus.OK);
		assertThat(members("g")).containsExactly(client);
		assertThat(join("unknown", "g")).isEqualTo(AckStatus.NOT_FOUND);
	}

	@Test
	void acksGoBackOnTheSameConnection() {
		ScriptedAppServer other = this.fixture.appServer("A");
		RecordingClient client = this.fixture.client();
		other.send(new JoinGroupWithAck(client.id, "g", 77, null));
		assertThat(other.ack(77).status()).isEqualTo(1);
		assertThat(this.server.all(Ack.class)).isEmpty();
	}

	@Test
	void ackIdZeroAsksForNoAnswer() {
		RecordingClient client = this.fixture.client();
		this.server.send(new JoinGroupWithAck(client.id, "g", 0, null));
		this.fixture.settle();
		assertThat(members("g")).containsExactly(client);
		assertThat(this.server.all(Ack.class)).isEmpty();
	}

	@Test
	void leaveTakesOutOfOneGroupOrAll() {
		RecordingClient client = this.fixture.client();
		for (String group : List.of("a", "b", "c", "d")) {
			join(client.id, group);
		}
		assertThat(leave(client.id, "a")).isEqualTo(AckStatus.OK);
		assertThat(leave(client.id, "a")).isEqualTo(AckStatus.OK);
		assertThat(members("a")).isEmpty();
		assertThat(members("b")).containsExactly(client);
		this.server.send(new LeaveGroup(client.id, "b", null));
		assertThat(members("b")).isEmpty();
		assertThat(leave(client.id, null)).isEqualTo(AckStatus.OK);
		assertThat(members("c")).isEmpty();
		assertThat(members("d")).isEmpty();
		assertThat(leave("unknown", null)).isEqualTo(AckStatus.NOT_FOUND);
		assertThat(this.fixture.hub().groupRoutes().size()).isZero();
	}

	@Test
	void membershipEndsWithTheConnection() {
		RecordingClient client = this.fixture.client();
		join(client.id, "g");
		client.disconnect();
		assertThat(exists("g")).isEqualTo(AckStatus.NOT_FOUND);
		assertThat(join(client.id, "g")).isEqualTo(AckStatus.NOT_FOUND);
		assertThat(this.fixture.hub().groupRoutes().size()).isZero();
	}

	@Test
	void joinOverTheLimitIsRefusedWithText() {
		RecordingClient client = this.fixture.client();
		for (int number = 0; number < 128; number++) {
			assertThat(join(client.id, "g" + number)).isEqualTo(AckStatus.OK);
		}
		this.server.send(new JoinGroupWithAck(client.id, "one more", 9999, null));
		Ack refusal = this.server.ack(9999);
		assertThat(refusal.status()).isEqualTo(AckStatus.FORBIDDEN.code());
		assertThat(refusal.message()).contains("128");
		assertThat(join(client.id, "g5")).isEqualTo(AckStatus.OK);
		this.server.send(new JoinGroup(client.id, "x".repeat(1025), null));
		assertThat(join(client.id, "x".repeat(1025))).isEqualTo(AckStatus.FORBIDDEN);
		assertThat(join(client.id, "")).isEqualTo(AckStatus.FORBIDDEN);
		assertThat(this.fixture.count("signalr.relay.groups.refused")).isEqualTo(4);
	}

	@Test
	void userGroupHoldsPresentAndLaterConnections() {
		RecordingClient present = this.fixture.clientOfUser("u");
		RecordingClient stranger = this.fixture.clientOfUser("v");
		assertThat(userJoin("u", "g", null)).isEqualTo(AckStatus.OK);
		RecordingClient later = this.fixture.clientOfUser("u");
		assertThat(members("g", present, later, stranger)).containsExactly(present, later);
		assertThat(userInGroup("u", "g")).isEqualTo(AckStatus.OK);
		assertThat(userInGroup("v", "g")).isEqualTo(AckStatus.NOT_FOUND);

		assertThat(userLeave("u", "g")).isEqualTo(AckStatus.OK);
		RecordingClient last = this.fixture.clientOfUser("u");
		assertThat(members("g", present, later, last)).isEmpty();
		assertThat(userInGroup("u", "g")).isEqualTo(AckStatus.NOT_FOUND);
	}

	@Test
	void userWithoutConnectionsCanBePutIntoAGroup() {
		this.server.send(new UserJoinGroup("u", "g", null, null));
		assertThat(userInGroup("u", "g")).isEqualTo(AckStatus.OK);
		assertThat(exists("g")).isEqualTo(AckStatus.NOT_FOUND);
		RecordingClient later = this.fixture.clientOfUser("u");
		assertThat(members("g", later)).containsExactly(later);
		this.server.send(new UserLeaveGroup("u", null, null));
		assertThat(members("g", later)).isEmpty();
		assertThat(this.fixture.hub().userGroups().size()).isZero();
	}

	@Test
	void timeToLiveGovernsLaterConnectionsOnly() {
		RecordingClient present = this.fixture.clientOfUser("u");
		userJoin("u", "g", 10);
		userJoin("u", "now", 0);
		this.fixture.advance(Duration.ofSeconds(9));
		RecordingClient inTime = this.fixture.clientOfUser("u");
		this.fixture.advance(Duration.ofSeconds(1));
		RecordingClient late = this.fixture.clientOfUser("u");
		assertThat(members("g", present, inTime, late)).containsExactly(present, inTime);
		assertThat(members("now", present, inTime, late)).containsExactly(present);
		this.fixture.router.sweep();
		assertThat(this.fixture.hub().userGroups().size()).isZero();
	}

	@Test
	void userJoinThatSomeConnectionCannotFollowIsRefused() {
		RecordingClient full = this.fixture.clientOfUser("u");
		RecordingClient other = this.fixture.clientOfUser("u");
		for (int number = 0; number < 128; number++) {
			join(full.id, "g" + number);
		}
		assertThat(userJoin("u", "h", 0)).isEqualTo(AckStatus.FORBIDDEN);
		assertThat(members("h", full, other)).containsExactly(other);
	}

	@Test
	void negativeTimeToLiveIsRefused() {
		assertThat(userJoin("u", "g", -1)).isEqualTo(AckStatus.INTERNAL_SERVER_ERROR);
		assertThat(userInGroup("u", "g")).isEqualTo(AckStatus.NOT_FOUND);
	}

	@Test
	void userLeavesAllGroups() {
		RecordingClient client = this.fixture.clientOfUser("u");
		userJoin("u", "g", null);
		userJoin("u", "h", 60);
		join(client.id, "own");
		assertThat(userLeave("u", null)).isEqualTo(AckStatus.OK);
		assertThat(members("g", client)).isEmpty();
		assertThat(members("h", client)).isEmpty();
		assertThat(members("own", client)).isEmpty();
		assertThat(this.fixture.hub().groupRoutes().size()).isZero();
	}

	@Test
	void existenceIsToldTruly() {
		RecordingClient client = this.fixture.clientOfUser("u");
		join(client.id, "g");
		assertThat(exists("g")).isEqualTo(AckStatus.OK);
		assertThat(exists("none")).isEqualTo(AckStatus.NOT_FOUND);
		this.server.send(new CheckUserExistenceWithAck("u", ++this.lastAckId, null));
		assertThat(status()).isEqualTo(AckStatus.OK);
		this.server.send(new CheckUserExistenceWithAck("none", ++this.lastAckId, null));
		assertThat(status()).isEqualTo(AckStatus.NOT_FOUND);
		this.server.send(new CheckConnectionExistenceWithAck(client.id, ++this.lastAckId, null));
		assertThat(status()).isEqualTo(AckStatus.OK);
		this.server.send(new CheckConnectionExistenceWithAck("none", ++this.lastAckId, null));
		assertThat(status()).isEqualTo(AckStatus.NOT_FOUND);
		this.server.send(new LeaveGroup(client.id, "g", null));
		assertThat(exists("g")).isEqualTo(AckStatus.NOT_FOUND);
	}

	@Test
	void membersAreListedPageByPage() throws Exception {
		List<String> ids = new ArrayList<>();
		for (int count = 0; count < 25; count++) {
			RecordingClient client = (count % 2 == 0) ? this.fixture.client() : this.fixture.clientOfUser("u" + count);
			ids.add(client.id);
			join(client.id, "g");
		}
		List<String> listed = new ArrayList<>();
		String token = null;
		int pages = 0;
		do {
			this.server.send(new GroupMemberQuery(null, "g", ++this.lastAckId, 10, token));
			token = readPage(this.server.ack(this.lastAckId), listed);
			pages++;
		}
		while (token != null);
		assertThat(pages).isEqualTo(3);
		assertThat(listed.stream().map((entry) -> entry.split("=")[0]).toList())
			.containsExactlyInAnyOrderElementsOf(ids);
		assertThat(listed).filteredOn((entry) -> entry.endsWith("=null")).hasSize(13);
		this.server.send(new GroupMemberQuery(null, "none", ++this.lastAckId, 10, null));
		assertThat(status()).isEqualTo(AckStatus.NOT_FOUND);
		this.server.send(new GroupMemberQuery(null, "g", ++this.lastAckId, Integer.MAX_VALUE, null));
		assertThat(readPage(this.server.ack(this.lastAckId), new ArrayList<>())).isNull();
	}

	private static @Nullable String readPage(Ack ack, List<String> members) throws Exception {
		assertThat(ack.status()).isEqualTo(1);
		MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(ack.payload().toByteArray());
		assertThat(unpacker.unpackArrayHeader()).isEqualTo(2);
		int count = unpacker.unpackArrayHeader();
		for (int index = 0; index < count; index++) {
			assertThat(unpacker.unpackArrayHeader()).isEqualTo(2);
			members.add(unpacker.unpackString() + "=" + (unpacker.tryUnpackNil() ? null : unpacker.unpackString()));
		}
		return unpacker.tryUnpackNil() ? null : unpacker.unpackString();
	}

	private AckStatus status() {
		return AckStatus.of(this.server.ack(this.lastAckId).status());
	}

	private AckStatus join(String connectionId, String group) {
		this.server.send(new JoinGroupWithAck(connectionId, group, ++this.lastAckId, null));
		return status();
	}

	private AckStatus leave(String connectionId, @Nullable String group) {
		this.server.send(new LeaveGroupWithAck(connectionId, group, ++this.lastAckId, null));
		return status();
	}

	private AckStatus userJoin(String user, String group, @Nullable Integer ttl) {
		this.server.send(new UserJoinGroupWithAck(user, group, ++this.lastAckId, null, ttl));
		return status();
	}

	private AckStatus userLeave(String user, @Nullable String group) {
		this.server.send(new UserLeaveGroupWithAck(user, group, ++this.lastAckId, null));
		return status();
	}

	private AckStatus userInGroup(String user, String group) {
		this.server.send(new CheckUserInGroupWithAck(user, group, ++this.lastAckId, null));
		return status();
	}

	private AckStatus exists(String group) {
		this.server.send(new CheckGroupExistenceWithAck(group, ++this.lastAckId, null));
		return status();
	}

	/**
	 * Who of the candidates gets a message to the group; without candidates, everybody.
	 */
	private List<RecordingClient> members(String group, RecordingClient... candidates) {
		String text = "probe " + ++this.lastAckId;
		this.server
			.send(new GroupBroadcastData(group, List.of(), ScriptedAppServer.json(text), null, null, List.of(), null));
		this.fixture.settle();
		List<RecordingClient> all = (candidates.length > 0) ? List.of(candidates) : this.fixture.opened;
		return all.stream().filter((client) -> client.texts().contains(text)).toList();
	}

}
