// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCancellation;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.hub.runtime.HubEnvironment;

import static io.github.signalrelay.hub.dispatch.TestClient.endOf;
import static io.github.signalrelay.hub.dispatch.TestClient.errorOf;
import static io.github.signalrelay.hub.dispatch.TestClient.itemOf;
import static io.github.signalrelay.hub.dispatch.TestClient.resultOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Hub protocol reference, section 9: the token of streams, and of calls since 11.0. */
class CancellationTests {

	/** One thread, which methods that wait for the signal hold. */
	private final ExecutorService oneThread = Executors.newSingleThreadExecutor();

	private final HubFixture fixture = new HubFixture((options) -> options.withEnableDetailedErrors(true),
			(environment) -> HubEnvironment.of(environment.options(), environment.protocols(), this.oneThread),
			PatientHub.class);

	private final TestClient client = this.fixture.connect();

	private final PatientHub hub = this.fixture.bean(PatientHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
		this.oneThread.shutdownNow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "polls", "waits", "stage" })
	void aCancelledCallIsToldAndAnswered(String method) {
		this.client.invoke("1", method, "\"a\"");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.cancel("2"); // of nobody
		this.client.cancel("1");
		this.client.awaitMessages(resultOf("1", "\"a cancelled\""));
		this.client.cancel("1"); // too late
		this.client.invoke("1", "asks", "");
		this.client.awaitMessages(resultOf("1", "\"a cancelled\""), resultOf("1", "false"));
	}

	@Test
	void aMethodMayEndWithAnError() {
		this.client.invoke("1", "throwing", "");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.cancel("1");
		this.client.awaitMessages(errorOf("1", "An unexpected error occurred invoking 'throwing' on the server. "
				+ "OperationCanceledException: The call was cancelled."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "polls", "waits", "stage" })
	void theEndOfTheClientIsToldToCallsWithAndWithoutAnswer(String method) {
		this.client.send("{\"type\":1,\"target\":\"" + method + "\",\"arguments\":[\"sent\"]}");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.leave();
		TestClient.awaitThat(() -> this.hub.ended.contains("sent cancelled"));
	}

	@Test
	void aCallThatWaitedWhenTheClientWentIsCancelledFromTheStart() {
		this.client.invoke("1", "waits", "\"a\"");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.invoke("2", "waits", "\"b\"");
		this.client.leave();
		TestClient.awaitThat(() -> this.hub.ended.contains("disconnected true"));
		assertThat(this.hub.ended).containsExactly("a cancelled", "b cancelled", "disconnected true");
	}

	@Test
	void aCallThatEndsByItselfIsNotCancelled() {
		this.client.invoke("1", "keeps", "");
		this.client.awaitMessages(resultOf("1", "null"));
		this.client.cancel("1");
		this.client.leave();
		this.fixture.dispatcher().close().toCompletableFuture().join();
		assertThat(this.hub.kept.isCancelled()).isFalse();
		assertThat(this.hub.kept.cancelled()).isNotCompleted();
	}

	@ParameterizedTest
	@ValueSource(strings = { "beforeTheStream", "generated", "flux" })
	void aCancelledStreamIsTold(String method) {
		this.client.stream("1", method, "");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.cancel("1");
		TestClient.awaitThat(() -> this.hub.ended.contains(method));
		assertThat(this.client.received()).contains(endOf("1")).doesNotContain(itemOf("1", "\"late\""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "beforeTheStream", "generated", "flux" })
	void theEndOfTheClientIsToldToStreams(String method) {
		this.client.stream("1", method, "");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.leave();
		TestClient.awaitThat(() -> this.hub.ended.contains(method));
	}

	/** As before there was a signal: the producer does not look. */
	@Test
	void aBlockedProducerIsInterrupted() {
		this.client.stream("1", "blocked", "");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.cancel("1");
		TestClient.awaitThat(() -> this.hub.ended.contains("interrupted true"));
	}

	@Test
	void aCancelledMonoIsCancelledAndAnswered() {
		this.client.invoke("1", "mono", "");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.cancel("1");
		TestClient.awaitThat(() -> String.join("", this.client.received()).contains("OperationCanceledException"));
		assertThat(this.hub.ended).containsExactly("mono cancelled");
		assertThat(this.client.received()).last()
			.asString()
			.startsWith(
					"{\"type\":3,\"invocationId\":\"1\",\"error\":\"An unexpected error occurred invoking 'mono' on the "
							+ "server. OperationCanceledException");
	}

	@Test
	void aMonoGoesOnWhenTheClientHasGone() {
		this.client.invoke("1", "mono", "");
		TestClient.awaitThat(() -> this.hub.started.get() == 1);
		this.client.leave();
		this.hub.result.complete("saved");
		TestClient.awaitThat(() -> this.hub.ended.contains("mono saved"));
	}

	@Test
	void callbacksAreToldOfTheEndOfTheConnection() throws Exception {
		TestClient.awaitThat(() -> this.hub.connection != null);
		assertThat(this.hub.connection.isCancelled()).isFalse();
		this.client.leave();
		this.hub.connection.cancelled().toCompletableFuture().get(10, TimeUnit.SECONDS);
		assertThat(this.hub.connection.isCancelled()).isTrue();
		TestClient.awaitThat(() -> this.hub.ended.contains("disconnected true"));
	}

	@Hub("patient")
	static class PatientHub {

		final AtomicInteger started = new AtomicInteger();

		final List<String> ended = new CopyOnWriteArrayList<>();

		final CompletableFuture<String> result = new CompletableFuture<>();

		volatile HubCancellation connection;

		volatile HubCancellation kept;

		@OnConnected
		void connected(HubCancellation cancellation) {
			this.connection = cancellation;
		}

		@OnDisconnected
		void disconnected(HubCancellation cancellation) {
			this.ended.add("disconnected " + cancellation.isCancelled());
		}

		private String end(String text) {
			this.ended.add(text);
			return text;
		}

		@HubMethod
		String polls(HubCancellation cancellation, String text) {
			this.started.incrementAndGet();
			while (!cancellation.isCancelled()) {
				Thread.onSpinWait();
			}
			return end(text + " cancelled");
		}

		@HubMethod
		String waits(String text, HubCancellation cancellation) {
			this.started.incrementAndGet();
			cancellation.cancelled().toCompletableFuture().join();
			return end(text + " cancelled");
		}

		@HubMethod
		CompletionStage<String> stage(String text, HubCancellation cancellation) {
			this.started.incrementAndGet();
			return cancellation.cancelled().thenApply((cancelled) -> end(text + " cancelled"));
		}

		@HubMethod
		boolean asks(HubCancellation cancellation) {
			return cancellation.isCancelled();
		}

		@HubMethod
		void throwing(HubCancellation cancellation) {
			cancellation.throwIfCancelled();
			this.started.incrementAndGet();
			cancellation.cancelled().toCompletableFuture().join();
			cancellation.throwIfCancelled();
		}

		@HubMethod
		void keeps(HubCancellation cancellation) {
			this.kept = cancellation;
		}

		@HubMethod
		Stream<String> beforeTheStream(HubCancellation cancellation) {
			this.started.incrementAndGet();
			cancellation.cancelled().toCompletableFuture().join();
			end("beforeTheStream");
			return Stream.of("late");
		}

		@HubMethod
		Stream<Integer> generated(HubCancellation cancellation) {
			cancellation.cancelled().thenRun(() -> end("generated"));
			return Stream.generate(this.started::incrementAndGet)
				.limit(1)
				.flatMap((first) -> Stream.generate(() -> first).takeWhile((item) -> !cancellation.isCancelled()));
		}

		@HubMethod
		Flux<String> flux(HubCancellation cancellation) {
			cancellation.cancelled().thenRun(() -> end("flux"));
			this.started.incrementAndGet();
			return Flux.never();
		}

		@HubMethod
		Iterator<String> blocked() {
			return new Iterator<>() {

				@Override
				public boolean hasNext() {
					PatientHub.this.started.incrementAndGet();
					try {
						PatientHub.this.result.get();
						return false;
					}
					catch (Exception ex) {
						end("interrupted " + (ex instanceof InterruptedException));
						return false;
					}
				}

				@Override
				public String next() {
					return "never";
				}
			};
		}

		@HubMethod
		Mono<String> mono() {
			return Mono.fromFuture(this.result, true)
				.doOnSubscribe((subscription) -> this.started.incrementAndGet())
				.doOnCancel(() -> end("mono cancelled"))
				.doOnNext((value) -> end("mono " + value));
		}

	}

}
