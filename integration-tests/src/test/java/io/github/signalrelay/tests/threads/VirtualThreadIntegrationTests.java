// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.threads;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Observable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.app.ThreadsHub;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring's switch for virtual threads reaches hub methods, and what holds for clients
 * holds on threads of both kinds.
 */
class VirtualThreadIntegrationTests {

	private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

	private static final long PATIENCE_SECONDS = 30;

	private static RunningApplication start(WebApplicationType type, boolean virtual) {
		int java = Runtime.version().feature();
		Assumptions.assumeTrue(!virtual || java >= FIRST_WITH_VIRTUAL_THREADS,
				"There are no virtual threads on Java " + java + ": run the tests on 21 or later");
		return RunningApplication.start(TestApplication.class, type, Map.of("spring.threads.virtual.enabled", virtual));
	}

	private static HubConnection connect(RunningApplication application) {
		HubConnection client = HubConnectionBuilder.create(application.origin() + "/threads")
			.withTransport(TransportEnum.WEBSOCKETS)
			.build();
		assertThat(client.start().blockingAwait(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
		return client;
	}

	private static <T> T invoke(HubConnection client, Class<T> type, String method, Object... arguments) {
		return client.invoke(type, method, arguments).timeout(PATIENCE_SECONDS, TimeUnit.SECONDS).blockingGet();
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void whatMayBlockRunsOnVirtualThreads(WebApplicationType type) {
		try (RunningApplication application = start(type, true)) {
			HubConnection client = connect(application);
			assertThat(invoke(client, String.class, "blockingThread")).startsWith("VirtualThread[");
			assertThat(invoke(client, String.class, "connectThread")).startsWith("VirtualThread[");
			assertThat(invoke(client, String.class, "uploadThread", Observable.just(1, 2)))
				.startsWith("2 VirtualThread[");
			assertThat(client.stream(String.class, "streamThread").blockingFirst()).startsWith("VirtualThread[");
			assertThat(invoke(client, String.class, "reactiveThread")).as("needs no thread of its own")
				.doesNotStartWith("VirtualThread[");
			assertThat(client.stream(String.class, "fluxThread").blockingFirst()).doesNotStartWith("VirtualThread[");
			client.stop().blockingAwait();
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void whatMayBlockRunsOnTheTaskExecutorOtherwise(WebApplicationType type) {
		try (RunningApplication application = start(type, false)) {
			HubConnection client = connect(application);
			assertThat(invoke(client, String.class, "blockingThread")).startsWith("Thread[").contains("task-");
			assertThat(invoke(client, String.class, "connectThread")).startsWith("Thread[").contains("task-");
			client.stop().blockingAwait();
		}
	}

	/** More blocked calls than a pool of Spring Boot has threads. */
	@ParameterizedTest
	@CsvSource({ "true, 40", "false, 5" })
	void slowMethodsDoNotDelayOtherClients(boolean virtual, int slow) throws Exception {
		try (RunningApplication application = start(WebApplicationType.REACTIVE, virtual)) {
			ThreadsHub hub = application.bean(ThreadsHub.class);
			List<HubConnection> clients = new ArrayList<>();
			List<CompletableFuture<String>> answers = new ArrayList<>();
			for (int i = 0; i < slow; i++) {
				HubConnection client = connect(application);
				clients.add(client);
				answers.add(client.invoke(String.class, "block").toCompletionStage().toCompletableFuture());
			}
			Awaitility.await().until(() -> hub.blocked() == slow);
			HubConnection other = connect(application);
			assertThat(invoke(other, String.class, "blockingThread")).isNotEmpty();
			assertThat(answers).noneMatch(CompletableFuture::isDone);
			hub.open();
			for (CompletableFuture<String> answer : answers) {
				assertThat(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("opened");
			}
			clients.forEach((client) -> client.stop().blockingAwait());
			other.stop().blockingAwait();
		}
	}

	@ParameterizedTest
	@CsvSource({ "true", "false" })
	void theCallsOfOneClientKeepTheirOrder(boolean virtual) {
		try (RunningApplication application = start(WebApplicationType.REACTIVE, virtual)) {
			HubConnection client = connect(application);
			HubConnection other = connect(application);
			IntStream.range(0, 300).forEach((number) -> {
				client.send("step", number);
				other.send("step", number);
			});
			int[] expected = IntStream.range(0, 600).map((step) -> step / 2).toArray();
			assertThat(invoke(client, int[].class, "steps")).containsExactly(expected);
			assertThat(invoke(other, int[].class, "steps")).containsExactly(expected);
			client.stop().blockingAwait();
			other.stop().blockingAwait();
		}
	}

}
