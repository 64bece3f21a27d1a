// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.load;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * 1,000 clients of one relay and two app servers in 100 groups of 10: every group message
 * reaches each member once and nobody else. The clients are members for all tests.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FanOutIntegrationTests {

	private static final int GROUPS = 100;

	private static final int MEMBERS_OF_A_GROUP = 10;

	/** Clients that connect at the same time. */
	private static final int BATCH = 50;

	private static final int ROUNDS = 5;

	private static final long LIMIT_SECONDS = 90;

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private static Deployment deployment;

	private static final List<Member> MEMBERS = new ArrayList<>();

	@BeforeAll
	static void connectEverybody() {
		deployment = RelayDeployment.withTwoAppServers();
		int size = GROUPS * MEMBERS_OF_A_GROUP;
		for (int start = 0; start < size; start += BATCH) {
			List<CompletableFuture<Member>> batch = IntStream.range(start, start + BATCH)
				.mapToObj((i) -> Member.join(HTTP, deployment.hubs().get((i / GROUPS + i) % 2), groupName(i % GROUPS)))
				.toList();
			batch.forEach((member) -> MEMBERS.add(member.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join()));
		}
	}

	@AfterAll
	static void disconnectEverybody() {
		MEMBERS.forEach(Member::close);
		deployment.close();
	}

	private static String groupName(int group) {
		return "group-" + group;
	}

	/**
	 * The first ten hundreds are the members, so the first hundred has one sender of each
	 * group.
	 */
	private static List<Member> senders() {
		return MEMBERS.subList(0, GROUPS);
	}

	@Test
	@Order(1)
	void everyGroupMessageReachesEachMemberOnce() {
		for (int round = 0; round < ROUNDS; round++) {
			sendRound("calm-" + round);
		}
		fence("calm");
		assertExactlyOnce("calm-", ROUNDS);
	}

	@Test
	@Order(2)
	void everyGroupMessageReachesEachMemberOnceWhileOthersComeAndGo() {
		int rounds = 0;
		List<Member> guests;
		try (Churn churn = Churn.start(HTTP, deployment.hubs(), FanOutIntegrationTests::groupName, GROUPS)) {
			while (!churn.isDone()) {
				String tag = "busy-" + rounds++;
				sendRound(tag);
				awaitRound(tag);
			}
			guests = churn.guests();
			assertThat(churn.failures()).isEmpty();
		}
		fence("busy");
		assertExactlyOnce("busy-", rounds);
		assertThat(guests).hasSizeGreaterThanOrEqualTo(100);
		for (Member guest : guests) {
			assertThat(guest.counts()).allSatisfy((tag, count) -> {
				assertThat(count).as(tag).isOne();
				assertThat(tag).satisfiesAnyOf((text) -> assertThat(text).startsWith("fence"),
						(text) -> assertThat(text).endsWith("@" + guest.group()));
			});
		}
	}

	/** One message to each group, by one of its members; the tag names the group. */
	private static void sendRound(String tag) {
		List<CompletableFuture<Void>> sends = senders().stream()
			.map((sender) -> sender.invoke("sendToGroup", tag + "@" + sender.group(), sender.group()))
			.toList();
		sends.forEach((send) -> send.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
	}

	private static void awaitRound(String tag) {
		Awaitility.await(tag)
			.atMost(Duration.ofSeconds(LIMIT_SECONDS))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> MEMBERS.stream().allMatch((member) -> member.has(tag + "@" + member.group())));
	}

	/**
	 * A last message of every sender to everybody: nothing that a sender sent before can
	 * come after it.
	 */
	private static void fence(String name) {
		int before = MEMBERS.get(0).fences();
		List<CompletableFuture<Void>> sends = senders().stream()
			.map((sender) -> sender.invoke("sendToAll", "fence-" + name + "-" + sender.group()))
			.toList();
		sends.forEach((send) -> send.orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS).join());
		Awaitility.await("fences")
			.atMost(Duration.ofSeconds(LIMIT_SECONDS))
			.until(() -> MEMBERS.stream().allMatch((member) -> member.fences() >= before + GROUPS));
	}

	private static void assertExactlyOnce(String prefix, int rounds) {
		for (Member member : MEMBERS) {
			assertThat(member.isOpen()).isTrue();
			Map<String, Integer> received = new HashMap<>(member.counts());
			received.keySet().removeIf((tag) -> !tag.startsWith(prefix));
			Map<String, Integer> expected = new HashMap<>();
			IntStream.range(0, rounds).forEach((round) -> expected.put(prefix + round + "@" + member.group(), 1));
			assertThat(received).as("messages of a member of " + member.group()).isEqualTo(expected);
		}
	}

}
