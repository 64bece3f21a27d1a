// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.migration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A relay, and app servers that stop while the published Java client is connected
 * (service protocol reference, 6.7 and 6.8).
 */
class MigrationIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(Traveller.LIMIT_SECONDS);

	private final RunningApplication relay = RunningApplication.start(SignalRelayApplication.class,
			WebApplicationType.REACTIVE, Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));

	private final List<RunningApplication> appServers = new ArrayList<>();

	@AfterEach
	void close() {
		this.appServers.forEach(RunningApplication::close);
		this.relay.close();
	}

	private RunningApplication appServer(WebApplicationType type, String mode) {
		RunningApplication server = RunningApplication.start(TravelApplication.class, type,
				Map.of("azure.signalr.connection-string", RelayDeployment.connectionString(this.relay.origin()),
						"azure.signalr.graceful-shutdown.mode", mode, "azure.signalr.graceful-shutdown.timeout", "25s",
						"spring.lifecycle.timeout-per-shutdown-phase", "1s"));
		this.appServers.add(server);
		RelayDeployment.awaitConnected(List.of(server.origin().resolve("/travel")));
		return server;
	}

	private static String id(RunningApplication server) {
		return server.bean(ServerId.class).value();
	}

	private static List<String> log(RunningApplication server) {
		return server.bean(TravelApplication.Log.class).entries;
	}

	@ParameterizedTest
	@EnumSource(names = { "WEBSOCKETS", "LONG_POLLING" })
	void aClientMovesWithItsGroupsAndItsCalls(TransportEnum transport) throws Exception {
		RunningApplication first = appServer(WebApplicationType.REACTIVE, "migrate-clients");
		List<String> firstLog = log(first);
		TravelHub firstHub = first.bean(TravelHub.class);
		try (Traveller traveller = new Traveller(first.origin(), transport)) {
			RunningApplication second = appServer(WebApplicationType.SERVLET, "migrate-clients");
			HubMigration move = new HubMigration(id(first), id(second));
			assertThat(traveller.call("where")).isEqualTo(id(first));
			Single<String> slow = traveller.begin("slow");
			slow.subscribe();
			// reaches the relay before or after the move begins
			Single<String> behind = traveller.begin("where");
			behind.subscribe();
			assertThat(firstHub.entered.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
			CompletableFuture<Void> stopping = CompletableFuture.runAsync(first::close);
			// longer than a phase has
			await().during(Duration.ofSeconds(2)).until(() -> !stopping.isDone());
			firstHub.release.countDown();
			assertThat(stopping).succeedsWithin(LIMIT);
			assertThat(slow.blockingGet()).isEqualTo(move.fromServer());
			assertThat(behind.blockingGet()).isIn(move.fromServer(), move.toServer());
			assertThat(traveller.call("where")).isEqualTo(move.toServer());
			traveller.connection.send("tell", "hello");
			await().atMost(LIMIT)
				.untilAsserted(() -> assertThat(traveller.heard).containsExactlyInAnyOrder("told hello",
						"departed " + move.fromServer()));
			assertThat(traveller.isConnected()).isTrue();
			assertThat(firstLog).containsExactlyInAnyOrder("connected null", "disconnected " + move + " null",
					"hook travel");
			assertThat(log(second)).containsExactly("connected " + move);
			traveller.close();
			await().atMost(LIMIT)
				.untilAsserted(
						() -> assertThat(log(second)).containsExactly("connected " + move, "disconnected null null"));
		}
	}

	@Test
	void aStreamEndsWithAnErrorAndItsClientStays() {
		RunningApplication first = appServer(WebApplicationType.SERVLET, "migrate-clients");
		try (Traveller traveller = new Traveller(first.origin(), TransportEnum.WEBSOCKETS)) {
			CompletableFuture<Long> begun = new CompletableFuture<>();
			CompletableFuture<String> ended = new CompletableFuture<>();
			traveller.connection.stream(Long.class, "ticks")
				.subscribe(begun::complete, (error) -> ended.complete(error.getMessage()));
			assertThat(begun).succeedsWithin(LIMIT);
			RunningApplication second = appServer(WebApplicationType.REACTIVE, "migrate-clients");
			first.close();
			assertThat(ended).succeedsWithin(LIMIT)
				.isEqualTo(
						"The stream of 'ticks' was ended: the client moves to another server, because this one stops.");
			assertThat(traveller.call("where")).isEqualTo(id(second));
			assertThat(traveller.isConnected()).isTrue();
		}
	}

	@Test
	void aClientWithNowhereToGoIsClosed() {
		RunningApplication only = appServer(WebApplicationType.REACTIVE, "migrate-clients");
		List<String> log = log(only);
		try (Traveller traveller = new Traveller(only.origin(), TransportEnum.WEBSOCKETS)) {
			only.close();
			await().atMost(LIMIT).until(() -> !traveller.ends.isEmpty());
			assertThat(log).containsExactlyInAnyOrder("connected null", "disconnected null null", "hook travel");
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "REACTIVE", "SERVLET" })
	void aClientThatIsWaitedForIsServedUntilItGoes(WebApplicationType type) {
		RunningApplication server = appServer(type, "wait-for-clients-close");
		String serverId = id(server);
		List<String> log = log(server);
		CompletableFuture<Void> stopping;
		try (Traveller traveller = new Traveller(server.origin(), TransportEnum.WEBSOCKETS)) {
			stopping = CompletableFuture.runAsync(server::close);
			await().atMost(LIMIT).during(Duration.ofSeconds(3)).until(() -> traveller.call("where").equals(serverId));
			assertThat(stopping).isNotDone();
		}
		assertThat(stopping).succeedsWithin(LIMIT);
		assertThat(log).containsExactlyInAnyOrder("connected null", "hook travel", "disconnected null null");
	}

}
