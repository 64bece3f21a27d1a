// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.docs;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.server.JavaHubClients;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ChatServerIntegrationTests {

	@Autowired
	JavaHubClients javaClients;

	@Autowired
	HubTester hubs;

	@Test
	void theJavaClientHearsWhatIsSaid() throws InterruptedException {
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		HubConnection ann = this.javaClients.create(ChatHub.class);
		ann.on("said", (room, text) -> heard.add(room + ": " + text), String.class, String.class);
		ann.start().blockingAwait();
		ann.invoke("join", "Lobby").blockingAwait();

		TestHubClient bob = this.hubs.connect(ChatHub.class);
		bob.invoke("say", "Lobby", "Hello");

		assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("Lobby: Hello");
	}

}
