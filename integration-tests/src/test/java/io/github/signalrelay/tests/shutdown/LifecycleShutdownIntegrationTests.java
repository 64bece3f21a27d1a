// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.shutdown;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.subjects.ReplaySubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.app.Journal;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the hub learns of its clients when a server stops: the signal of the end and the
 * end of their streams, then the disconnect callback, once and without an error (hub
 * protocol reference, section 13). The clients are those of the published Java client,
 * with a stream in each direction under way.
 */
class LifecycleShutdownIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final int CLIENTS = 3;

	@ParameterizedTest
	@EnumSource(names = { "REACTIVE", "SERVLET" })
	void anApplicationWithItsRelayInside(WebApplicationType type) {
		RunningApplication app = RunningApplication.start(TestApplication.class, type, Map.of());
		Journal journal = app.bean(Journal.class);
		List<BusyClient> clients = connect(app.origin());
		app.close();
		assertEnded(journal, clients);
	}

	@Test
	void anAppServerOfARelay() {
		try (RunningApplication relay = relay()) {
			RunningApplication app = appServer(relay);
			Journal journal = app.bean(Journal.class);
			List<BusyClient> clients = connect(app.origin());
			app.close();
			assertEnded(journal, clients);
		}
	}

	@Test
	void theRelayOfAnAppServer() {
		RunningApplication relay = relay();
		try (RunningApplication app = appServer(relay)) {
			Journal journal = app.bean(Journal.class);
			List<BusyClient> clients = connect(app.origin());
			relay.close();
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThat(journal.connectionIds()).hasSize(CLIENTS)
					.allSatisfy((id) -> assertThat(journal.of(id)).contains("disconnected")));
			assertEnded(journal, clients);
		}
	}

	private static RunningApplication relay() {
		return RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));
	}

	private static RunningApplication appServer(RunningApplication relay) {
		RunningApplication app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
				Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(relay.origin())));
		RelayDeployment.awaitConnected(List.of(app.origin().resolve("/life")));
		return app;
	}

	private static List<BusyClient> connect(URI origin) {
		return Stream.generate(() -> BusyClient.connect(origin.resolve("/life"))).limit(CLIENTS).toList();
	}

	/** The application has stopped: nothing more can be written. */
	private static void assertEnded(Journal journal, List<BusyClient> clients) {
		for (BusyClient client : clients) {
			assertThat(client.closed()).succeedsWithin(LIMIT);
		}
		assertThat(journal.connectionIds()).hasSize(CLIENTS).allSatisfy((id) -> {
			List<String> seen = journal.of(id);
			assertThat(seen).startsWith("connected").endsWith("disconnected");
			assertThat(seen.subList(1, seen.size() - 1)).containsExactlyInAnyOrder("aborted", "stream cancelled",
					"upload failed: The underlying connection was closed.");
		});
	}

	/**
	 * A client with a stream in each direction under way.
	 *
	 * @param closed completes with the end of its connection, and the error if there was
	 * one
	 */
	private record BusyClient(CompletableFuture<Optional<Exception>> closed) {

		static BusyClient connect(URI hub) {
			HubConnection connection = HubConnectionBuilder.create(hub.toString())
				.withTransport(TransportEnum.WEBSOCKETS)
				.build();
			CompletableFuture<Optional<Exception>> closed = new CompletableFuture<>();
			CompletableFuture<Integer> uploaded = new CompletableFuture<>();
			CompletableFuture<Integer> ticking = new CompletableFuture<>();
			connection.onClosed((error) -> closed.complete(Optional.ofNullable(error)));
			connection.on("uploaded", uploaded::complete, Integer.class);
			assertThat(connection.start().blockingAwait(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			connection.stream(Integer.class, "ticks").subscribe(ticking::complete, (error) -> {
			});
			ReplaySubject<Integer> items = ReplaySubject.create();
			connection.send("upload", items);
			items.onNext(1);
			assertThat(CompletableFuture.allOf(uploaded, ticking)).succeedsWithin(LIMIT);
			return new BusyClient(closed);
		}

	}

}
