// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubConnect;
import io.github.signalrelay.hub.HubDisconnect;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;

import static io.github.signalrelay.hub.dispatch.TestClient.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hub protocol reference, section 15: filters around connects and disconnects, of hubs
 * with callbacks of both kinds and without.
 */
class ConnectFilterTests {

	private static final List<String> GREETED = List.of("filter > on hub-worker", "hub connected", "filter < ");

	@ParameterizedTest
	@ValueSource(classes = { BlockingHub.class, ReactiveHub.class, SilentHub.class })
	void runAroundConnectAndDisconnect(Class<?> hub) {
		try (HubFixture fixture = HubFixture.of(hub, Doorkeeper.class)) {
			TestClient client = fixture.connect();
			client.invoke("1", "hello", "");
			client.awaitMessages(resultOf("1", "\"hello\""));
			Doorkeeper filter = fixture.bean(Doorkeeper.class);
			assertThat(filter.lines).containsExactlyElementsOf(expected(hub, GREETED));
			filter.lines.clear();
			client.send("{\"type\":7,\"error\":\"bye\"}");
			client.leave();
			fixture.dispatcher().close().toCompletableFuture().join();
			assertThat(filter.lines).containsExactlyElementsOf(
					expected(hub, List.of("filter > HubException bye", "hub disconnected", "filter <")));
			TestClient.awaitThat(() -> fixture.dispatcher().clientCount() == 0);
		}
	}

	private static List<String> expected(Class<?> hub, List<String> lines) {
		return lines.stream().filter((line) -> hub != SilentHub.class || !line.startsWith("hub")).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "throw", "stage", "behind" })
	void aFailureRefusesTheClientAndNoDisconnectFollows(String way) {
		try (HubFixture fixture = HubFixture.of(BlockingHub.class, Doorkeeper.class)) {
			Doorkeeper filter = fixture.bean(Doorkeeper.class);
			filter.refuse = way;
			TestClient client = fixture.open();
			client.send("{\"protocol\":\"json\",\"version\":1}");
			client.invoke("1", "hello", "");
			client.awaitReceived("{}",
					"{\"type\":7,\"error\":\"Connection closed with an error. HubException: full\"}");
			client.awaitClosedByServer();
			client.leave();
			fixture.dispatcher().close().toCompletableFuture().join();
			assertThat(filter.lines).noneMatch((line) -> line.contains("disconnected") || line.contains("bye"));
			assertThat(filter.lines.contains("hub connected")).isEqualTo(way.equals("behind"));
		}
	}

	@ParameterizedTest
	@ValueSource(classes = { BlockingHub.class, ReactiveHub.class })
	void aFilterThatSwallowsAFailureLetsTheClientIn(Class<?> hub) {
		try (HubFixture fixture = HubFixture.of(hub, Doorkeeper.class)) {
			Doorkeeper filter = fixture.bean(Doorkeeper.class);
			filter.hubFails = true;
			filter.swallow = true;
			TestClient client = fixture.connect();
			client.invoke("1", "hello", "");
			client.awaitMessages(resultOf("1", "\"hello\""));
			client.leave();
			fixture.dispatcher().close().toCompletableFuture().join();
			assertThat(filter.lines).contains("hub disconnected");
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aFailingDisconnectEndsTheConnectionAllTheSame(boolean thrown) {
		try (HubFixture fixture = HubFixture.of(BlockingHub.class, Doorkeeper.class)) {
			TestClient client = fixture.connect();
			fixture.bean(Doorkeeper.class).failDisconnect = thrown ? "throw" : "stage";
			client.leave();
			fixture.dispatcher().close().toCompletableFuture().join();
			TestClient.awaitThat(() -> fixture.dispatcher().clientCount() == 0);
			assertThat(fixture.bean(Doorkeeper.class).lines).doesNotContain("hub disconnected");
		}
	}

	@Component
	static class Doorkeeper implements HubFilter {

		final List<String> lines = new CopyOnWriteArrayList<>();

		volatile String refuse = "";

		volatile String failDisconnect = "";

		volatile boolean hubFails;

		volatile boolean swallow;

		@Override
		public CompletionStage<?> connect(HubConnect connect, Next<HubConnect> next) {
			this.lines.add("filter > on " + Thread.currentThread().getName());
			assertThat(connect.caller().connectionId()).isEqualTo("c1");
			assertThat(connect.hubType()).isEqualTo(connect.hub().getClass());
			if (this.refuse.equals("throw")) {
				throw new HubException("full");
			}
			if (this.refuse.equals("stage")) {
				return CompletableFuture.failedFuture(new HubException("full"));
			}
			CompletionStage<Object> rest = next.proceed(connect);
			if (this.swallow) {
				return rest.exceptionally((error) -> null);
			}
			return rest.thenRun(() -> {
				if (this.refuse.equals("behind")) {
					throw new HubException("full");
				}
				this.lines.add("filter < ");
			});
		}

		@Override
		public CompletionStage<?> disconnect(HubDisconnect disconnect, Next<HubDisconnect> next) {
			if (this.failDisconnect.equals("throw")) {
				throw new IllegalStateException("broken");
			}
			if (this.failDisconnect.equals("stage")) {
				return CompletableFuture.failedFuture(new IllegalStateException("broken"));
			}
			Throwable error = disconnect.error();
			this.lines.add("filter > " + ((error != null) ? "HubException " + error.getMessage() : ""));
			return next.proceed(disconnect).thenRun(() -> this.lines.add("filter <"));
		}

		void hub(String event) {
			this.lines.add("hub " + event);
			if (event.equals("connected") && this.hubFails) {
				throw new IllegalStateException("hub fails");
			}
		}

	}

	@Hub("blocking")
	record BlockingHub(Doorkeeper log) {

		@OnConnected
		void connected() {
			this.log.hub("connected");
		}

		@OnDisconnected
		void disconnected() {
			this.log.hub("disconnected");
		}

		@HubMethod
		String hello() {
			return "hello";
		}

	}

	@Hub("reactive")
	record ReactiveHub(Doorkeeper log) {

		@OnConnected
		Mono<Void> connected() {
			return Mono.fromRunnable(() -> this.log.hub("connected"));
		}

		@OnDisconnected
		CompletionStage<Void> disconnected() {
			return CompletableFuture.runAsync(() -> this.log.hub("disconnected"));
		}

		@HubMethod
		String hello() {
			return "hello";
		}

	}

	@Hub("silent")
	record SilentHub(Doorkeeper log) {

		@HubMethod
		String hello() {
			return "hello";
		}

	}

}
