// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

import java.util.List;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import io.github.signalrelay.test.HubInvocationException;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.PendingInvocation;
import io.github.signalrelay.test.ReceivedStream;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.autoconfigure.SignalRHubTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.BDDMockito.given;

@SignalRHubTest(ChatHub.class)
class ChatHubTests {

	@Autowired
	HubTester hubs;

	@MockitoBean
	Archive archive;

	@Test
	void whoIsInTheRoomHears() {
		TestHubClient ann = this.hubs.connect(ChatHub.class);
		TestHubClient bob = this.hubs.client(ChatHub.class).user("bob").connect();
		TestHubClient eve = this.hubs.client(ChatHub.class).protocol("messagepack").connect();
		ann.invoke("join", "Lobby");
		bob.invoke("join", "Lobby");

		bob.invoke("say", "Lobby", "Hello");

		assertThat(ann.next("said").arguments(String.class, String.class)).containsExactly("Lobby", "Hello");
		assertThat(eve.received()).isEmpty();
	}

	@Test
	void nothingIsSaidWithoutWords() {
		TestHubClient ann = this.hubs.connect(ChatHub.class);
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(() -> ann.invoke("say", "Lobby", " "))
			.withMessageEndingWith("HubException: Say something.");
	}

	@Test
	void historyIsAStream() {
		given(this.archive.of("Lobby")).willReturn(List.of("one", "two"));
		ReceivedStream history = this.hubs.connect(ChatHub.class).stream("history", "Lobby");
		assertThat(history.next(String.class)).isEqualTo("one");
		assertThat(history.toList(String.class)).containsExactly("one", "two");
	}

	@Test
	void linesAreUploaded() {
		TestHubClient ann = this.hubs.connect(ChatHub.class);
		assertThat(ann.invoke("upload", "Lobby", Flux.just("one", "two")).as(Integer.class)).isEqualTo(2);
	}

	@Test
	void theClientDecides() {
		TestHubClient ann = this.hubs.client(ChatHub.class).on("mayClose", (question) -> true).connect();
		assertThat(ann.invoke("close", "Lobby").as(Boolean.class)).isTrue();

		TestHubClient bob = this.hubs.connect(ChatHub.class);
		PendingInvocation closing = bob.start("close", "Lobby");
		bob.next("mayClose").reply(false);
		assertThat(closing.await().as(Boolean.class)).isFalse();
	}

}
