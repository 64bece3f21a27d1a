// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.microsoft.signalr.HubConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.test.context.support.WithMockUser;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.server.JavaHubClients;
import io.github.signalrelay.test.server.LocalHubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A Servlet application with Spring Security: the relay has a port of its own. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.security.user.name=ann", "spring.security.user.password=secret",
				"spring.security.user.roles=ADMIN", "server.servlet.context-path=/app" })
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebMvcIntegrationTests {

	private static final String ANN = "Basic "
			+ Base64.getEncoder().encodeToString("ann:secret".getBytes(StandardCharsets.UTF_8));

	@Autowired
	LocalHubs localHubs;

	@Autowired
	JavaHubClients clients;

	@Autowired
	HubTester hubs;

	@Autowired
	HubRegistry registry;

	@LocalServerPort
	int serverPort;

	@Test
	@Order(1)
	void thePublishedClientFindsTheHub() {
		HubConnection connection = this.clients.create(GuardedHub.class,
				(builder) -> builder.withHeader("Authorization", ANN));
		connection.start().blockingAwait();
		assertThat(connection.invoke(String.class, "reset").blockingGet()).isEqualTo("done by ann");
	}

	@Test
	@Order(2)
	void thePublishedClientOfTheFormerTestHasGone() {
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.registry.find("guarded").dispatcher().clientCount()).isZero());
	}

	@Test
	void negotiateIsGuardedByTheFilterChain() {
		HubConnection connection = this.clients.create(GuardedHub.class);
		assertThatThrownBy(() -> connection.start().blockingAwait()).hasMessageContaining("401");
	}

	@Test
	void theAddressesAreThoseOfTheServer() {
		assertThat(this.localHubs.url(GuardedHub.class))
			.isEqualTo("http://localhost:" + this.serverPort + "/app/guarded");
		assertThat(this.localHubs.url("Room")).isEqualTo("http://localhost:" + this.serverPort + "/app/room");
		assertThat(this.localHubs.relayPort()).isPositive().isNotEqualTo(this.serverPort);
		assertThatThrownBy(() -> this.localHubs.url("none")).isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> this.localHubs.url(String.class)).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	@WithMockUser(username = "eve", roles = "ADMIN")
	void clientsWithoutSocketsMeetThoseWithSockets() {
		assertThat(this.hubs.connect(GuardedHub.class).invoke("reset").as(String.class)).isEqualTo("done by eve");
	}

}
