// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.util.List;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.test.ConnectionClose;
import io.github.signalrelay.test.HubInvocationException;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.PendingInvocation;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.autoconfigure.SignalRHubTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How connections end, and that none outlives its test. */
@SignalRHubTest(WorkHub.class)
@Import(Prices.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndingTests {

	@Autowired
	HubTester hubs;

	@Autowired
	HubRegistry registry;

	@Autowired
	WorkHub hub;

	@Autowired
	HubContext<ClientProxy> work;

	@Test
	@Order(1)
	void clientsAreLeftToTheEndOfTheTest() {
		for (int client = 0; client < 20; client++) {
			this.hubs.connect(WorkHub.class).start("never");
		}
		assertThat(clientCount()).isEqualTo(20);
		assertThat(ended()).isEmpty();
	}

	@Test
	@Order(2)
	void theNextTestFindsNobody() {
		assertThat(clientCount()).isZero();
		assertThat(ended()).hasSize(20);
		TestHubClient client = this.hubs.connect(WorkHub.class);
		this.work.clients().all().send("said", "to one");
		assertThat(client.received()).hasSize(1);
	}

	@Test
	void theDisconnectCallbackHasRun() {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		client.invoke("echo", "hello");
		client.disconnect();
		assertThat(ended()).contains(client.connectionId());
		assertThat(client.isConnected()).isFalse();
		assertThat(client.awaitClose()).isEqualTo(new ConnectionClose(null, false, false));
		client.disconnect();
	}

	@Test
	void aLostConnectionEndsAsWell() {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		PendingInvocation call = client.start("never");
		client.drop();
		assertThat(ended()).contains(client.connectionId());
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(call::await)
			.withMessage("The connection ended before the hub answered.");
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(() -> client.invoke("echo", "hello"));
	}

	@Test
	void aHubSendsItsClientAway() {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		client.send("leave");
		assertThat(client.awaitClose()).isEqualTo(new ConnectionClose(null, false, true));
	}

	@Test
	void aHubRefusesItsClient() {
		TestHubClient client = this.hubs.client(WorkHub.class).query("welcome", "no").connect();
		assertThat(client.awaitClose())
			.isEqualTo(new ConnectionClose("Connection closed with an error. HubException: We are full.", false, true));
	}

	@Test
	void messagesHaveTheLimitOfProduction() {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		client.send("echo", "x".repeat(40_000));
		assertThat(client.awaitClose().error()).startsWith("Connection closed with an error.");
	}

	private int clientCount() {
		return this.registry.find("work").dispatcher().clientCount();
	}

	private List<String> ended() {
		return this.hub.ended();
	}

}
