// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import com.microsoft.signalr.HubConnection;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.server.JavaHubClients;
import io.github.signalrelay.test.server.LocalHubs;

import static org.assertj.core.api.Assertions.assertThat;

/** A WebFlux application without rules of security: the relay shares its port. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.main.web-application-type=reactive", "spring.webflux.base-path=/app",
				"spring.autoconfigure.exclude=org.springframework.boot.security.autoconfigure.web.reactive"
						+ ".ReactiveWebSecurityAutoConfiguration" })
class WebFluxIntegrationTests {

	@Autowired
	LocalHubs localHubs;

	@Autowired
	JavaHubClients clients;

	@Autowired
	HubTester hubs;

	@LocalServerPort
	int serverPort;

	@Test
	void thePublishedClientFindsTheHub() {
		HubConnection connection = this.clients.create(WorkHub.class);
		connection.start().blockingAwait();
		assertThat(connection.invoke(String.class, "echo", "hello").blockingGet()).isEqualTo("hello");
	}

	@Test
	void clientsWithAndWithoutSocketsAreInTheSameGroups() {
		HubConnection connection = this.clients.create(RoomHub.class);
		connection.start().blockingAwait();
		connection.invoke("join", "lobby").blockingAwait();
		TestHubClient ann = this.hubs.connect(RoomHub.class);
		ann.invoke("join", "lobby");
		connection.invoke("say", "othersInGroup", "lobby", "hello").blockingAwait();
		assertThat(ann.next("said").argument(0, String.class)).isEqualTo("hello");
	}

	@Test
	void theAddressesAreThoseOfTheServer() {
		assertThat(this.localHubs.url(WorkHub.class)).isEqualTo("http://localhost:" + this.serverPort + "/app/work");
		assertThat(this.localHubs.relayPort()).isEqualTo(this.serverPort);
	}

}
