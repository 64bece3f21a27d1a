// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.service.ConnectionData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hub protocol reference, section 9, and the rows of section 8 that are about streams.
 */
class StreamTests {

	private static final String STREAMING_FAILED = "An error occurred on the server while streaming results.";

	private HubFixture fixture = HubFixture.of(StreamHub.class);

	@AfterEach
	void close() {
		hub().gate.countDown();
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "publisher", "stream", "numbers", "iterator", "laterFlux", "laterStream",
			"stagedIterator" })
	void itemsInOrderAndAnEndWithoutResult(String target) {
		TestClient client = this.fixture.connect();
		client.stream("s", target, "100");
		List<String> expected = new ArrayList<>();
		IntStream.range(0, 100).forEach((item) -> expected.add(TestClient.itemOf("s", "" + item)));
		expected.add(TestClient.endOf("s"));
		client.awaitMessages(expected.toArray(String[]::new));
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "stream" })
	void emptyStreamIsOnlyAnEnd(String target) {
		TestClient client = this.fixture.connect();
		client.stream("s", target, "0");
		client.awaitMessages(TestClient.endOf("s"));
	}

	@Test
	void streamsOfTheJdkMayHoldNull() {
		TestClient client = this.fixture.connect();
		client.stream("s", "withNull", "");
		client.awaitMessages(TestClient.itemOf("s", "\"a\""), TestClient.itemOf("s", "null"), TestClient.endOf("s"));
	}

	@Test
	void collectionsAreResults() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "list", "");
		client.invoke("2", "iterable", "");
		client.awaitMessages(TestClient.resultOf("1", "[1,2]"), TestClient.resultOf("2", "[1,2]"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"4 | list | The client attempted to invoke the non-streaming 'list' method with a streaming invocation.",
			"1 | FLUX | The client attempted to invoke the streaming 'flux' method with a non-streaming invocation.",
			"4 | none | The value returned by the streaming method 'returnsNull' is not a ChannelReader<> or IAsyncEnumerable<>.",
			"4 | emptyMono | The value returned by the streaming method 'emptyMono' is not a ChannelReader<> or IAsyncEnumerable<>.",
			"4 | fails | An unexpected error occurred invoking 'fails' on the server.",
			"4 | failsInMono | An unexpected error occurred invoking 'failsInMono' on the server. HubException: not now",
			"4 | missing | Failed to invoke 'missing' due to an error on the server. HubException: Method does not exist." })
	void refusals(int type, String target, String error) {
		TestClient client = this.fixture.connect();
		String arguments = target.equals("FLUX") ? "1" : "";
		client.send("{\"type\":" + type + ",\"invocationId\":\"1\",\"target\":\"" + target + "\",\"arguments\":["
				+ arguments + "]}");
		client.awaitMessages(TestClient.errorOf("1", error));
		client.stream("1", "flux", "1"); // the id is free again, and the connection open
		client.awaitMessages(TestClient.errorOf("1", error), TestClient.itemOf("1", "0"), TestClient.endOf("1"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "failingFlux | false | ``", "failingFlux | true | ` IllegalStateException: secret`",
					"failingStream | false | ``", "failingStream | true | ` IllegalStateException: secret`",
					"refusingFlux | false | ` HubException: sold out`",
					"cancellingFlux | true | ` OperationCanceledException: by itself`" })
	void errorsMidStream(String target, boolean detailed, String detail) {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withEnableDetailedErrors(detailed), StreamHub.class);
		TestClient client = this.fixture.connect();
		client.stream("s", target, "");
		client.awaitMessages(TestClient.itemOf("s", "1"), TestClient.errorOf("s", STREAMING_FAILED + detail));
	}

	@Test
	void itemThatCannotBeSerializedEndsTheConnection() {
		TestClient client = this.fixture.connect();
		client.stream("s", "unwritable", "");
		client.awaitMessages("{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}");
		client.awaitClosedByServer();
		await().atMost(TestClient.LIMIT).until(() -> hub().cancelled.get() == 1);
	}

	@Test
	void usedIdIsRefusedAndTheFirstStreamGoesOn() {
		TestClient client = this.fixture.connect();
		client.stream("s", "live", "");
		client.stream("s", "flux", "1");
		client.awaitMessages(TestClient.errorOf("s", "Invocation ID 's' is already in use."));
		hub().live.tryEmitNext("a");
		client.awaitMessages(TestClient.errorOf("s", "Invocation ID 's' is already in use."),
				TestClient.itemOf("s", "\"a\""));
	}

	@Test
	void cancelReachesThePublisherAtOnceAndIsAnsweredWithoutError() {
		TestClient client = this.fixture.connect();
		client.stream("s", "live", "");
		hub().live.tryEmitNext("a");
		client.cancel("s");
		assertThat(hub().cancelled).hasValue(1);
		client.awaitMessages(TestClient.itemOf("s", "\"a\""), TestClient.endOf("s"));
		client.cancel("s"); // too late: ignored
		client.stream("s", "flux", "1");
		client.awaitMessages(TestClient.itemOf("s", "\"a\""), TestClient.endOf("s"), TestClient.itemOf("s", "0"),
				TestClient.endOf("s"));
	}

	@Test
	void cancelInterruptsABlockedStreamAndClosesIt() throws InterruptedException {
		TestClient client = this.fixture.connect();
		client.stream("s", "blocked", "");
		client.awaitMessages(TestClient.itemOf("s", "1"));
		assertThat(hub().inside.await(10, TimeUnit.SECONDS)).isTrue();
		client.cancel("s");
		client.awaitMessages(TestClient.itemOf("s", "1"), TestClient.endOf("s"));
		await().atMost(TestClient.LIMIT).until(() -> hub().closed.get() == 1);
		assertThat(hub().interrupted).hasValue(1);
		assertThat(hub().interruptedAtClose).hasValue(0);
	}

	@Test
	void cancelReachesAMonoThatHasNoStreamYet() {
		TestClient client = this.fixture.connect();
		client.stream("s", "neverFlux", "");
		client.cancel("s");
		assertThat(hub().cancelled).hasValue(1);
		client.awaitMessages(TestClient.endOf("s"));
	}

	@Test
	void streamThatComesAfterTheCancelIsClosed() {
		TestClient client = this.fixture.connect();
		client.stream("s", "slowStream", "");
		client.cancel("s");
		client.awaitMessages(TestClient.endOf("s"));
		hub().gate.countDown();
		await().atMost(TestClient.LIMIT).until(() -> hub().closed.get() == 1);
		assertThat(client.received()).hasSize(2);
	}

	@Test
	void endOfTheConnectionCancels() {
		TestClient client = this.fixture.connect();
		client.stream("1", "live", "");
		client.stream("2", "neverFlux", "");
		client.leave();
		await().atMost(TestClient.LIMIT).until(() -> hub().cancelled.get() == 2);
		TestClient other = this.fixture.connect();
		other.stream("1", "live", "");
		other.send("{\"type\":7}");
		await().atMost(TestClient.LIMIT).until(() -> hub().cancelled.get() == 3);
		assertThat(other.received()).last().isEqualTo("{\"type\":7}");
	}

	@Test
	void streamIsClosedAtItsEnd() {
		TestClient client = this.fixture.connect();
		client.stream("s", "closing", "");
		client.awaitMessages(TestClient.itemOf("s", "1"), TestClient.endOf("s"));
		assertThat(hub().closed).hasValue(1);
	}

	@Test
	void streamsTakeNoSlotAndRunBesideEachOther() {
		TestClient client = this.fixture.connect();
		client.stream("1", "live", "");
		client.stream("2", "live2", "");
		client.invoke("3", "list", "");
		client.awaitMessages(TestClient.resultOf("3", "[1,2]"));
		hub().live.tryEmitNext("a");
		hub().live2.tryEmitNext("b");
		hub().live.tryEmitComplete();
		client.awaitMessages(TestClient.resultOf("3", "[1,2]"), TestClient.itemOf("1", "\"a\""),
				TestClient.itemOf("2", "\"b\""), TestClient.endOf("1"));
		hub().live2.tryEmitNext("c");
		client.awaitMessages(TestClient.resultOf("3", "[1,2]"), TestClient.itemOf("1", "\"a\""),
				TestClient.itemOf("2", "\"b\""), TestClient.endOf("1"), TestClient.itemOf("2", "\"c\""));
	}

	@ParameterizedTest
	@ValueSource(strings = { "endless", "endlessStream" })
	void fullConnectionStopsTheProducer(String target) {
		TestClient client = this.fixture.connect();
		CompletableFuture<Void> room = new CompletableFuture<>();
		this.fixture.transmitter.done = room;
		client.link.writable = false;
		client.stream("s", target, "");
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.transmitter.sent.size() == 1);
		assertThat(this.fixture.transmitter.sent.get(0).origin()).isSameAs(client.link);
		assertThat(this.fixture.transmitter.sent.get(0).message()).isInstanceOf(ConnectionData.class);
		assertThat(hub().made).hasValue(1);
		client.link.writable = true;
		room.complete(null);
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() > 1000);
		client.link.writable = false;
		this.fixture.transmitter.done = new CompletableFuture<>();
		// what was under way may still come, and nothing more
		AtomicLong before = new AtomicLong(-1);
		await().atMost(TestClient.LIMIT)
			.during(Duration.ofMillis(200))
			.until(() -> before.getAndSet(hub().made.get()) == hub().made.get());
		long unsent = hub().made.get() - client.received().size() + 1;
		assertThat(unsent).isLessThanOrEqualTo(33);
		client.link.writable = true; // or the answer would wait as well
		client.cancel("s");
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(client.received()).last().isEqualTo(TestClient.endOf("s")));
	}

	@Test
	void endlessProducerDoesNotKeepTheThreadOfTheClient() {
		TestClient client = this.fixture.connect();
		client.stream("s", "endless", "");
		client.cancel("s"); // would never be read otherwise
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(client.received()).last().isEqualTo(TestClient.endOf("s")));
	}

	@Test
	void largeItemsAreAskedForOneByOne() {
		TestClient client = this.fixture.connect();
		client.stream("s", "large", "");
		await().atMost(TestClient.LIMIT).until(() -> hub().requests.size() > 10);
		client.cancel("s");
		assertThat(hub().requests.subList(5, 11)).allMatch((count) -> count == 1);
	}

	private StreamHub hub() {
		return this.fixture.bean(StreamHub.class);
	}

	@Hub("streams")
	static class StreamHub {

		final Sinks.Many<String> live = Sinks.many().multicast().onBackpressureBuffer(16, false);

		final Sinks.Many<String> live2 = Sinks.many().multicast().onBackpressureBuffer(16, false);

		final AtomicInteger cancelled = new AtomicInteger();

		final AtomicInteger closed = new AtomicInteger();

		final AtomicInteger interrupted = new AtomicInteger();

		final AtomicInteger interruptedAtClose = new AtomicInteger();

		final AtomicLong made = new AtomicLong();

		final List<Long> requests = new CopyOnWriteArrayList<>();

		final CountDownLatch gate = new CountDownLatch(1);

		final CountDownLatch inside = new CountDownLatch(1);

		@HubMethod
		Flux<Integer> flux(int count) {
			return Flux.range(0, count);
		}

		@HubMethod
		Publisher<Integer> publisher(int count) {
			return Flux.range(0, count).delaySubscription(Duration.ofMillis(1));
		}

		@HubMethod
		Stream<Integer> stream(int count) {
			return IntStream.range(0, count).boxed();
		}

		@HubMethod
		IntStream numbers(int count) {
			return IntStream.range(0, count);
		}

		@HubMethod
		Iterator<Integer> iterator(int count) {
			return IntStream.range(0, count).boxed().toList().iterator();
		}

		@HubMethod
		Mono<Flux<Integer>> laterFlux(int count) {
			return Mono.fromSupplier(() -> Flux.range(0, count));
		}

		@HubMethod
		Mono<Stream<Integer>> laterStream(int count) {
			return Mono.fromSupplier(() -> IntStream.range(0, count).boxed());
		}

		@HubMethod
		CompletionStage<Iterator<Integer>> stagedIterator(int count) {
			return CompletableFuture.supplyAsync(() -> iterator(count));
		}

		@HubMethod
		Stream<String> withNull() {
			return Arrays.asList("a", null).stream();
		}

		@HubMethod
		List<Integer> list() {
			return List.of(1, 2);
		}

		@HubMethod
		Iterable<Integer> iterable() {
			return List.of(1, 2);
		}

		@HubMethod("none")
		Flux<Integer> returnsNull() {
			return null;
		}

		@HubMethod
		Mono<Flux<Integer>> emptyMono() {
			return Mono.empty();
		}

		@HubMethod
		Stream<Integer> fails() {
			throw new IllegalStateException("secret");
		}

		@HubMethod
		Mono<Flux<Integer>> failsInMono() {
			return Mono.error(new HubException("not now"));
		}

		@HubMethod
		Flux<Integer> failingFlux() {
			return Flux.concat(Flux.just(1), Flux.error(new IllegalStateException("secret")));
		}

		@HubMethod
		Stream<Integer> failingStream() {
			return Stream.of(1, 2).peek((item) -> {
				if (item == 2) {
					throw new IllegalStateException("secret");
				}
			});
		}

		@HubMethod
		Flux<Integer> refusingFlux() {
			return Flux.concat(Flux.just(1), Flux.error(new HubException("sold out")));
		}

		@HubMethod
		Flux<Integer> cancellingFlux() {
			return Flux.concat(Flux.just(1), Flux.error(new CancellationException("by itself")));
		}

		@HubMethod
		Flux<Object> unwritable() {
			return Flux.<Object>just(new Object() {

				@SuppressWarnings("unused")
				public String getValue() {
					throw new IllegalStateException("cannot be read");
				}

			}).concatWith(Mono.never()).doOnCancel(this.cancelled::incrementAndGet);
		}

		@HubMethod
		Flux<String> live() {
			return this.live.asFlux().doOnCancel(this.cancelled::incrementAndGet);
		}

		@HubMethod
		Flux<String> live2() {
			return this.live2.asFlux();
		}

		@HubMethod
		Mono<Flux<String>> neverFlux() {
			return Mono.<Flux<String>>never().doOnCancel(this.cancelled::incrementAndGet);
		}

		@HubMethod
		Stream<Integer> blocked() {
			return Stream.of(1, 2).peek(this::waitAtTwo).onClose(this::noteClose);
		}

		private void waitAtTwo(int item) {
			if (item == 1) {
				return;
			}
			this.inside.countDown();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				this.interrupted.incrementAndGet();
				Thread.currentThread().interrupt();
			}
		}

		private void noteClose() {
			if (Thread.currentThread().isInterrupted()) {
				this.interruptedAtClose.incrementAndGet();
			}
			this.closed.incrementAndGet();
		}

		@HubMethod
		Stream<Integer> slowStream() throws InterruptedException {
			this.gate.await();
			return Stream.of(1).onClose(this.closed::incrementAndGet);
		}

		@HubMethod
		Stream<Integer> closing() {
			return Stream.of(1).onClose(this.closed::incrementAndGet);
		}

		@HubMethod
		Flux<Long> endless() {
			return Flux.generate((sink) -> sink.next(this.made.incrementAndGet()));
		}

		@HubMethod
		Stream<Long> endlessStream() {
			return Stream.generate(this.made::incrementAndGet);
		}

		@HubMethod
		Flux<String> large() {
			return Flux.<String>generate((sink) -> sink.next("x".repeat(70_000))).doOnRequest(this.requests::add);
		}

	}

}
