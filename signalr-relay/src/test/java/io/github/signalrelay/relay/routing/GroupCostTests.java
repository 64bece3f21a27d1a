// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.LeaveGroup;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.UserLeaveGroup;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients of groups cost the tables of routing beside 40 groups, and beside 40,000:
 * the same (performance reference, P7 and P12). Counted are questions to maps, and bytes
 * allocated on the event loop.
 */
class GroupCostTests {

	private static final int FEW = 40;

	private static final int MANY = 40_000;

	/** Each in as many groups as it takes, all but the guests. */
	private static final int CLIENTS = 400;

	private static final int PER_CLIENT = MANY / CLIENTS;

	/** Groups of a guest. */
	private static final int OWN = 10;

	/**
	 * Questions to maps: measured were 3 to 5 for each group, and some for the client.
	 */
	private static final int MOST = 6 * OWN + 10;

	private static final int WARM_UP = 50;

	private static final int ROUNDS = 20;

	@Test
	void join() {
		assertSame(new Act((club) -> {
		}, (club) -> club.forOwn((group) -> new JoinGroup(club.guest.id, group, null)), Club::goAway));
	}

	@Test
	void leave() {
		assertSame(new Act(Club::join, (club) -> club.forOwn((group) -> new LeaveGroup(club.guest.id, group, null)),
				Club::goAway));
	}

	@Test
	void leaveOfUser() {
		assertSame(new Act(Club::join, (club) -> club.forOwn((group) -> new UserLeaveGroup("guest", group, null)),
				Club::goAway));
	}

	@Test
	void disconnect() {
		assertSame(new Act(Club::join, Club::goAway, (club) -> {
		}));
	}

	@Test
	void send() {
		assertSame(new Act(Club::join, (club) -> club.forOwn((group) -> new GroupBroadcastData(group, List.of(),
				ScriptedAppServer.json("m"), null, null, List.of(), null)), Club::goAway));
	}

	private static void assertSame(Act act) {
		Cost few = cost(FEW, act);
		Cost many = cost(MANY, act);
		assertThat(few.operations()).isPositive().isLessThanOrEqualTo(MOST);
		assertThat(many.operations()).isEqualTo(few.operations());
		// What is compiled meanwhile may allocate less, never more
		assertThat(many.bytes()).isLessThan(few.bytes() * 1.1 + 64);
	}

	private static Cost cost(int groups, Act act) {
		Club club = new Club(groups);
		try {
			for (int round = 0; round < WARM_UP; round++) {
				club.play(act);
			}
			Cost sum = new Cost(0, 0);
			for (int round = 0; round < ROUNDS; round++) {
				sum = sum.plus(club.play(act));
			}
			return new Cost(sum.operations() / ROUNDS, sum.bytes() / ROUNDS);
		}
		finally {
			club.fixture.close();
		}
	}

	/** What is measured, with what has to be so before and what follows. */
	private record Act(Consumer<Club> before, Consumer<Club> measured, Consumer<Club> after) {

	}

	private record Cost(double operations, double bytes) {

		Cost plus(Cost other) {
			return new Cost(this.operations + other.operations, this.bytes + other.bytes);
		}

	}

	/** Groups with members, and a guest. */
	private static final class Club {

		private final RoutingFixture fixture = new RoutingFixture(1);

		private final ScriptedAppServer server = this.fixture.appServer("A");

		private final List<String> own = new ArrayList<>();

		private final CountedMaps maps;

		private RecordingClient guest = this.fixture.newClient();

		Club(int groups) {
			for (int number = 0; number < CLIENTS; number++) {
				RecordingClient client = this.fixture.newClient();
				client.silent = true;
				client.user = "user-" + number;
				client.open();
				for (int count = 0; count < Math.min(groups, PER_CLIENT); count++) {
					this.server.send(new JoinGroup(client.id, name(number * PER_CLIENT + count, groups), null));
				}
			}
			for (int count = 0; count < OWN; count++) {
				this.own.add(name(count, groups));
			}
			this.fixture.settle();
			assertThat(this.fixture.hub().groupRoutes().size()).isEqualTo(groups);
			this.maps = new CountedMaps(this.fixture.router);
			assertThat(this.maps.count()).as("maps of groups, users, clients and their routes").isGreaterThan(6);
		}

		private static String name(int number, int groups) {
			return "group-" + number % groups;
		}

		private Cost play(Act act) {
			this.guest = this.fixture.newClient();
			this.guest.silent = true;
			this.guest.user = "guest";
			this.guest.open();
			act.before().accept(this);
			this.fixture.settle();
			long operations = this.maps.operations();
			long bytes = allocated();
			act.measured().accept(this);
			this.fixture.settle();
			Cost cost = new Cost(this.maps.operations() - operations, allocated() - bytes);
			act.after().accept(this);
			this.fixture.settle();
			return cost;
		}

		private void join() {
			forOwn((group) -> new JoinGroup(this.guest.id, group, null));
		}

		private void goAway() {
			this.guest.disconnect();
		}

		private void forOwn(Function<String, ServiceMessage> message) {
			for (String group : this.own) {
				this.server.send(message.apply(group));
			}
		}

		/** Bytes that the only event loop has allocated. */
		private long allocated() {
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			return this.fixture.loopList.get(0)
				.submit(() -> threads.getThreadAllocatedBytes(Thread.currentThread().getId()))
				.syncUninterruptibly()
				.getNow();
		}

	}

}
