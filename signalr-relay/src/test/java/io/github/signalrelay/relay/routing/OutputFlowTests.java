// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.relay.server.ServerConnectionRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What app servers are told about clients that take less than they are sent. Service
 * protocol reference, 3.8, 6.8 and A.1 point 11.
 */
class OutputFlowTests {

	private final RoutingFixture fixture = new RoutingFixture(1);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	private ScriptedAppServer server(MigrationLevel migration, boolean reconnects) {
		ScriptedAppServer server = new ScriptedAppServer(this.fixture.router, "cid", "A");
		server.send(new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", migration, reconnects));
		return server;
	}

	private void full(RecordingClient client, boolean full) {
		client.loop.submit(() -> client.router.onOutputFull(client, full)).syncUninterruptibly();
		this.fixture.settle();
	}

	private void acknowledge(ScriptedAppServer server, RecordingClient client) {
		server.send(new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, FlowControlOperation.PAUSE_ACK));
		this.fixture.settle();
	}

	private static List<FlowControlOperation> words(ScriptedAppServer server) {
		return server.all(ConnectionFlowControl.class).stream().map(ConnectionFlowControl::operation).toList();
	}

	@Test
	void theAppServerPausesUntilTheClientHasCaughtUp() {
		ScriptedAppServer server = server(MigrationLevel.SHUTDOWN_ONLY, false);
		RecordingClient client = this.fixture.client();
		full(client, true);
		assertThat(server.await(ConnectionFlowControl.class))
			.isEqualTo(new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, FlowControlOperation.PAUSE));
		assertThat(client.dataTolerated).isTrue();
		acknowledge(server, client);
		assertThat(client.dataTolerated).isFalse();
		full(client, false);
		assertThat(words(server)).containsExactly(FlowControlOperation.PAUSE, FlowControlOperation.RESUME);
		assertThat(this.fixture.count("signalr.relay.client.pauses")).isEqualTo(1);
	}

	@Test
	void aResumeWaitsForTheAcknowledgement() {
		ScriptedAppServer server = server(MigrationLevel.OFF, true);
		RecordingClient client = this.fixture.client();
		full(client, true);
		full(client, false);
		full(client, true);
		full(client, false);
		assertThat(words(server)).containsExactly(FlowControlOperation.PAUSE);
		acknowledge(server, client);
		assertThat(words(server)).containsExactly(FlowControlOperation.PAUSE, FlowControlOperation.RESUME);
		full(client, true);
		assertThat(words(server)).endsWith(FlowControlOperation.RESUME, FlowControlOperation.PAUSE);
	}

	@Test
	void appServersThatDoNotKnowItAreNotTold() {
		ScriptedAppServer server = server(MigrationLevel.OFF, false);
		RecordingClient client = this.fixture.client();
		full(client, true);
		full(client, false);
		acknowledge(server, client); // of a pause that was never asked for
		assertThat(words(server)).isEmpty();
		assertThat(client.dataTolerated).isFalse();
		assertThat(client.closeCategory).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "signalr-spring-boot-starter/1.0 (Java 17), 1", "Microsoft.Azure.SignalR/1.30.0, 0", ", 0" })
	void theSdkOfThisProjectNeedNotAsk(String userAgent, int words) {
		ServerConnectionRequest request = new ServerConnectionRequest(RoutingFixture.SCOPE, "cid", "A", null,
				userAgent);
		ScriptedAppServer server = new ScriptedAppServer(this.fixture.router, request)
			.handshake(ServerConnectionType.DEFAULT);
		full(this.fixture.client(), true);
		assertThat(words(server)).hasSize(words);
	}

	/** Flow control came with 1.26.1. */
	@ParameterizedTest
	@CsvSource({ "Microsoft.Azure.SignalR/1.25.2 (.NET 8), 0", "Microsoft.Azure.SignalR/1.26.1 (.NET 8), 1",
			"Microsoft.Azure.SignalR.Management/2.0.0-preview, 1", "Microsoft.Azure.SignalR, 1", "other/1.0, 1" })
	void oldVersionsOfTheSdkForDotNetAreNotTold(String userAgent, int words) {
		ServerConnectionRequest request = new ServerConnectionRequest(RoutingFixture.SCOPE, "cid", "A", null,
				userAgent);
		ScriptedAppServer server = new ScriptedAppServer(this.fixture.router, request)
			.handshake(MigrationLevel.SHUTDOWN_ONLY);
		full(this.fixture.client(), true);
		assertThat(words(server)).hasSize(words);
	}

	@Test
	void aClientThatHasGoneIsNoMatter() {
		ScriptedAppServer server = server(MigrationLevel.ANY, false);
		RecordingClient client = this.fixture.client();
		full(client, true);
		client.disconnect();
		acknowledge(server, client);
		assertThat(words(server)).containsExactly(FlowControlOperation.PAUSE);
	}

}
