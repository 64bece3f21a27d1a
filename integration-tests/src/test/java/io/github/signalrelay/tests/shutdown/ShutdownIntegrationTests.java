// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.shutdown;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.PackagedProgram;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;
import io.github.signalrelay.tests.raw.Closing;
import io.github.signalrelay.tests.raw.Negotiation;
import io.github.signalrelay.tests.raw.RawClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Packaged programs that are told to end while idle clients are connected: they end soon,
 * and the clients are asked to come back.
 */
class ShutdownIntegrationTests {

	/**
	 * Generous; without a shutdown of its own Spring Boot waits 30 s for open WebSockets.
	 */
	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final int CLIENTS = 20;

	private static final int GOING_AWAY = 1001;

	private static final String CLOSE = "{\"type\":7,\"allowReconnect\":true}";

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	/**
	 * A client and what it received.
	 *
	 * @param client the client
	 * @param received messages in order
	 */
	private record IdleClient(RawClient client, ConcurrentLinkedQueue<String> received) {

		static IdleClient connect(URI hub) {
			ConcurrentLinkedQueue<String> received = new ConcurrentLinkedQueue<>();
			return Negotiation.with(HTTP, hub, "")
				.thenCompose((target) -> RawClient.connect(HTTP, target, received::add))
				.thenApply((client) -> new IdleClient(client, received))
				.orTimeout(20, TimeUnit.SECONDS)
				.join();
		}

		void assertAskedToComeBack() {
			Closing closing = this.client.closed().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
			assertThat(this.received).last().isEqualTo(CLOSE);
			assertThat(closing.code()).isEqualTo(GOING_AWAY);
		}

	}

	private static List<IdleClient> connect(URI hub) {
		RelayDeployment.awaitConnected(List.of(hub));
		return IntStream.range(0, CLIENTS).mapToObj((i) -> IdleClient.connect(hub)).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "samples/chat", "samples/chat-mvc" })
	void anApplicationWithItsRelayInside(String module) {
		try (PackagedProgram program = PackagedProgram.start(module)) {
			List<IdleClient> clients = connect(program.origin().resolve("/chat"));
			assertThat(program.terminate()).as("end of the program").succeedsWithin(LIMIT);
			assertThat(clients).allSatisfy(IdleClient::assertAskedToComeBack);
		}
	}

	@Test
	void aRelay() {
		try (PackagedProgram relay = PackagedProgram.start("signalr-relay-app",
				"--signalr.relay.access-keys=" + RelayDeployment.ACCESS_KEY);
				RunningApplication app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
						Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin())))) {
			List<IdleClient> clients = connect(app.origin().resolve("/test"));
			assertThat(relay.terminate()).as("end of the relay").succeedsWithin(LIMIT);
			assertThat(clients).allSatisfy(IdleClient::assertAskedToComeBack);
		}
	}

	@Test
	void anAppServerOfARelay() {
		try (PackagedProgram relay = PackagedProgram.start("signalr-relay-app",
				"--signalr.relay.access-keys=" + RelayDeployment.ACCESS_KEY);
				PackagedProgram app = PackagedProgram.start("samples/chat",
						"--azure.signalr.connection-string=" + RelayDeployment.connectionString(relay.origin()))) {
			List<IdleClient> clients = connect(app.origin().resolve("/chat"));
			assertThat(app.terminate()).as("end of the app server").succeedsWithin(LIMIT);
			assertThat(clients).allSatisfy((client) -> assertThat(client.client().closed()).succeedsWithin(LIMIT));
		}
	}

}
