// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;

import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.test.HubInvocationException;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.PendingInvocation;
import io.github.signalrelay.test.ReceivedInvocation;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.autoconfigure.SignalRHubTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Who hears what, seen by test clients. */
@SignalRHubTest(RoomHub.class)
class RoutingTests {

	@Autowired
	HubTester hubs;

	@Autowired
	HubContext<RoomClient> room;

	@Test
	void allOthersAndCaller() {
		TestHubClient ann = this.hubs.connect(RoomHub.class);
		TestHubClient bob = this.hubs.connect(RoomHub.class);
		bob.invoke("say", "all", null, "to all");
		bob.invoke("say", "others", null, "to others");
		bob.invoke("say", "caller", null, "to caller");
		bob.invoke("say", "allExcept", ann.connectionId(), "not to ann");
		bob.invoke("say", "client", ann.connectionId(), "to ann");
		assertThat(texts(ann)).containsExactly("to all", "to others", "to ann");
		assertThat(texts(bob)).containsExactly("to all", "to caller", "not to ann");
	}

	@Test
	void groupsAreThoseThatClientsJoined() {
		TestHubClient ann = this.hubs.connect(RoomHub.class);
		TestHubClient bob = this.hubs.connect(RoomHub.class);
		TestHubClient eve = this.hubs.connect(RoomHub.class);
		ann.invoke("join", "lobby");
		bob.invoke("join", "lobby");
		bob.invoke("say", "group", "lobby", "to the lobby");
		bob.invoke("say", "othersInGroup", "lobby", "to the others");
		ann.invoke("leave", "lobby");
		bob.invoke("say", "group", "lobby", "without ann");
		assertThat(texts(ann)).containsExactly("to the lobby", "to the others");
		assertThat(texts(bob)).containsExactly("to the lobby", "without ann");
		assertThat(eve.received()).isEmpty();
	}

	@Test
	void usersAreReachedOnAllTheirConnections() {
		TestHubClient one = this.hubs.client(RoomHub.class).user("ann").connect();
		TestHubClient two = this.hubs.client(RoomHub.class).user("ann").connect();
		TestHubClient bob = this.hubs.client(RoomHub.class).user("bob").connect();
		bob.invoke("say", "user", "ann", "hello");
		assertThat(one.userId()).isEqualTo("ann");
		assertThat(texts(one)).containsExactly("hello");
		assertThat(texts(two)).containsExactly("hello");
		assertThat(bob.received()).isEmpty();
	}

	@Test
	void whatAContextSendsHasArrived() {
		TestHubClient ann = this.hubs.connect("ROOM");
		for (int number = 0; number < 500; number++) {
			this.room.clients().all().said("number " + number);
			assertThat(ann.received()).hasSize(number + 1);
		}
		assertThat(texts(ann)).first().isEqualTo("number 0");
		assertThat(texts(ann)).last().isEqualTo("number 499");
	}

	@Test
	void whatAMethodSentToOthersHasArrivedWhenItAnswers() {
		TestHubClient ann = this.hubs.connect(RoomHub.class);
		TestHubClient bob = this.hubs.connect(RoomHub.class);
		for (int number = 0; number < 500; number++) {
			bob.invoke("say", "others", null, "number " + number);
			assertThat(ann.received("said")).hasSize(number + 1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void argumentsComeAsTheTypesThatAreAskedFor(String protocol) {
		TestHubClient ann = this.hubs.client(RoomHub.class).protocol(protocol).connect();
		Reading reading = new Reading("s1", new BigDecimal("1.10"), Instant.parse("2026-01-02T03:04:05Z"));
		ann.invoke("measure", List.of(reading));
		ReceivedInvocation call = ann.next("measured");
		assertThat(call.argument(0, new ParameterizedTypeReference<List<Reading>>() {
		})).containsExactly(reading);
		assertThat(call.arguments(List.class, Reading.class)).element(1).isEqualTo(reading);
		assertThat(call.arguments()).hasSize(2);
		assertThat(call).asString().startsWith("measured([{").contains("s1");
		assertThatIllegalArgumentException().isThrownBy(() -> call.argument(1, Integer.class));
		assertThatIllegalArgumentException().isThrownBy(() -> call.argument(2, Integer.class))
			.withMessageStartingWith("There is no argument 2 in measured(");
		assertThatIllegalArgumentException().isThrownBy(() -> call.arguments(List.class))
			.withMessageStartingWith("1 types for the arguments of measured(");
	}

	@Test
	void nextTakesEachCallOnceAndTellsWhatCameInstead() {
		TestHubClient ann = this.hubs.client(RoomHub.class).limit(Duration.ofMillis(50)).connect();
		this.room.clients().all().said("one");
		this.room.clients().all().said("two");
		assertThat(ann.next("said").argument(0, String.class)).isEqualTo("one");
		assertThat(ann.next("said").argument(0, String.class)).isEqualTo("two");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ann.next("said"))
			.withMessage("The client received no further call of 'said' within PT0.05S."
					+ " It received: [said(\"one\"), said(\"two\")]");
		ann.disconnect();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> ann.next("said"))
			.withMessageContaining("before its connection ended");
	}

	/** Many of them leave the relay as one write. */
	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void burstsArriveOneByOne(String protocol) {
		TestHubClient ann = this.hubs.client(RoomHub.class).protocol(protocol).connect();
		for (int number = 0; number < 200; number++) {
			this.room.clients().all().said("number " + number);
		}
		for (int number = 0; number < 200; number++) {
			assertThat(ann.next("said").argument(0, String.class)).isEqualTo("number " + number);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void clientsAnswerByAFunction(String protocol) {
		TestHubClient ann = this.hubs.client(RoomHub.class)
			.protocol(protocol)
			.on("confirm", (question) -> "Delete?".equals(question.argument(0, String.class)))
			.connect();
		assertThat(ann.invoke("ask", "Delete?").as(String.class)).isEqualTo("agreed");
		assertThat(ann.invoke("ask", "Format?").as(String.class)).isEqualTo("declined");
	}

	@Test
	void clientsAnswerWhenTheTestDecides() {
		TestHubClient ann = this.hubs.connect(RoomHub.class);
		PendingInvocation asking = ann.start("ask", "Delete?");
		ReceivedInvocation question = ann.next("confirm");
		assertThat(question.expectsResult()).isTrue();
		assertThat(asking.isDone()).isFalse();
		question.reply(true);
		assertThat(asking.await().as(String.class)).isEqualTo("agreed");
	}

	@Test
	void clientsMayFailToAnswer() {
		TestHubClient ann = this.hubs.client(RoomHub.class).on("confirm", (question) -> {
			throw new IllegalStateException("Nobody is there.");
		}).connect();
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(() -> ann.invoke("ask", "Delete?"))
			.withMessage("An unexpected error occurred invoking 'ask' on the server. HubException: Nobody is there.");
		TestHubClient bob = this.hubs.connect(RoomHub.class);
		PendingInvocation asking = bob.start("ask", "Delete?");
		bob.next("confirm").fail("No.");
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(asking::await)
			.withMessageEndingWith("HubException: No.");
	}

	@Test
	void onlyQuestionsAreAnswered() {
		TestHubClient ann = this.hubs.connect(RoomHub.class);
		this.room.clients().all().said("no question");
		ReceivedInvocation call = ann.next("said");
		assertThat(call.expectsResult()).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> call.reply(true))
			.withMessage("The hub does not wait for a result of said(\"no question\")");
	}

	private static List<String> texts(TestHubClient client) {
		return client.received("said").stream().map((call) -> call.argument(0, String.class)).toList();
	}

}
