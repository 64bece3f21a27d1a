// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hub protocol reference, section 10.
 */
class UploadTests {

	private static final String UNEXPECTED = "An unexpected error occurred invoking '";

	private HubFixture fixture = HubFixture.of(UploadHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "monoOfFlux", "stageOfPublisher", "blockingFlux", "blockingStream", "blockingIterator" })
	void sumOfManyItems(String target) {
		TestClient client = this.fixture.connect();
		client.upload("1", target, "", "\"u\"");
		IntStream.rangeClosed(1, 200).forEach((item) -> client.item("u", "" + item));
		client.endStream("u");
		client.awaitMessages(TestClient.resultOf("1", "20100"));
	}

	@Test
	void streamsGoToTheirParametersInOrderWhereverTheyStand() {
		TestClient client = this.fixture.connect();
		client.upload("1", "mixed", "\"a\",7", "\"y\",\"x\"");
		client.item("x", "\"second\"");
		client.item("y", "1");
		client.endStream("x");
		client.item("y", "2");
		client.endStream("y");
		client.awaitMessages(TestClient.resultOf("1", "\"a 7 [1, 2] [second] " + client.id + "\""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "monoOfFlux | `` | 0 | 1", "monoOfFlux | `\"a\",\"b\"` | 2 | 1", "nothing | `\"a\"` | 1 | 0" })
	void wrongNumberOfStreamsIsRefused(String target, String ids, int sent, int expected) {
		TestClient client = this.fixture.connect();
		client.upload("1", target, "", ids);
		client.awaitMessages(TestClient.errorOf("1", UNEXPECTED + target + "' on the server. HubException: Client sent "
				+ sent + " stream(s), Hub method expects " + expected + "."));
	}

	@Test
	void usedStreamIdsAreRefused() {
		TestClient client = this.fixture.connect();
		client.upload("1", "monoOfFlux", "", "\"u\"");
		client.upload("2", "monoOfFlux", "", "\"u\"");
		String error = TestClient.errorOf("2",
				UNEXPECTED + "monoOfFlux' on the server. HubException: Stream ID 'u' is already in use.");
		client.awaitMessages(error);
		client.item("u", "5");
		client.endStream("u");
		client.awaitMessages(error, TestClient.resultOf("1", "5"));
	}

	@Test
	void errorOfTheClientReachesTheMethod() {
		TestClient client = this.fixture.connect();
		client.upload("1", "outcome", "", "\"u\"");
		client.item("u", "1");
		client.send("{\"type\":3,\"invocationId\":\"u\",\"error\":\"broken\"}");
		client.awaitMessages(TestClient.resultOf("1", "\"[1] HubException: broken\""));
	}

	@Test
	void resultOfAnUploadIsNotLookedAt() {
		TestClient client = this.fixture.connect();
		client.upload("1", "outcome", "", "\"u\"");
		client.item("u", "1");
		client.send("{\"type\":3,\"invocationId\":\"u\",\"result\":{\"a\":[]}}");
		client.awaitMessages(TestClient.resultOf("1", "\"[1]\""));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "false | `\"x\"` | Failed to bind Stream message.",
			"true | `\"x\"` | Failed to bind Stream message. InvalidDataException: Error binding the item of a stream.",
			"false | null | Failed to bind Stream message." })
	void itemOfTheWrongTypeEndsTheStreamAndIsNotAnswered(boolean detailed, String item, String text) {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withEnableDetailedErrors(detailed), UploadHub.class);
		TestClient client = this.fixture.connect();
		client.upload("1", "outcome", "", "\"u\"");
		client.item("u", "1");
		client.item("u", item);
		client.item("u", "3"); // the stream has ended: ignored
		client.awaitMessages(TestClient.resultOf("1", "\"[1] HubException: " + text + "\""));
	}

	@Test
	void blockingReaderSeesTheErrorToo() {
		TestClient client = this.fixture.connect();
		client.upload("1", "blockingStream", "", "\"u\"");
		client.send("{\"type\":3,\"invocationId\":\"u\",\"error\":\"broken\"}");
		client
			.awaitMessages(TestClient.errorOf("1", UNEXPECTED + "blockingStream' on the server. HubException: broken"));
	}

	@Test
	void unknownStreamsAreIgnored() {
		TestClient client = this.fixture.connect();
		client.item("u", "1");
		client.send("{\"type\":2,\"item\":1,\"invocationId\":\"u\"}");
		client.endStream("u");
		client.invoke("1", "nothing", "");
		client.awaitMessages(TestClient.resultOf("1", "null"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 3 })
	void fullBufferStopsTheLoopUntilTheMethodReads(int capacity) {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withStreamBufferCapacity(capacity), UploadHub.class);
		TestClient client = this.fixture.connect();
		client.upload("1", "manual", "", "\"u\"");
		IntStream.range(0, capacity).forEach((item) -> client.item("u", "" + item));
		client.invoke("2", "nothing", "");
		client.awaitMessages(TestClient.resultOf("2", "null")); // full, but nothing waits
		client.item("u", "" + capacity);
		client.invoke("3", "nothing", "");
		client.endStream("u");
		assertThat(client.received()).hasSize(2);
		ManualReader reader = hub().reader;
		reader.request(1);
		client.awaitMessages(TestClient.resultOf("2", "null"), TestClient.resultOf("3", "null"));
		reader.request(capacity);
		client.awaitMessages(TestClient.resultOf("2", "null"), TestClient.resultOf("3", "null"),
				TestClient.resultOf("1", "" + (capacity + 1)));
		assertThat(reader.items).containsExactlyElementsOf(IntStream.rangeClosed(0, capacity).boxed().toList());
	}

	@Test
	void methodThatEndsWithoutReadingLetsTheLoopGoOn() {
		TestClient client = this.fixture.connect();
		client.upload("1", "notReading", "", "\"u\"");
		IntStream.range(0, 30).forEach((item) -> client.item("u", "" + item));
		client.invoke("2", "nothing", "");
		assertThat(client.received()).hasSize(1);
		hub().gate.complete("done");
		client.awaitMessages(TestClient.resultOf("1", "\"done\""), TestClient.resultOf("2", "null"));
		client.item("u", "1"); // dropped
		client.upload("3", "monoOfFlux", "", "\"u\""); // the id is free again
		client.endStream("u");
		client.awaitMessages(TestClient.resultOf("1", "\"done\""), TestClient.resultOf("2", "null"),
				TestClient.resultOf("3", "0"));
	}

	@Test
	void readerThatStopsEarlyDoesNotStopTheLoop() {
		TestClient client = this.fixture.connect();
		client.upload("1", "firstTwo", "", "\"u\"");
		IntStream.range(0, 30).forEach((item) -> client.item("u", "" + item));
		client.awaitMessages(TestClient.resultOf("1", "[0,1]"));
		client.invoke("2", "nothing", "");
		client.awaitMessages(TestClient.resultOf("1", "[0,1]"), TestClient.resultOf("2", "null"));
	}

	@Test
	void streamIsClosedWhenTheMethodHasEnded() {
		TestClient client = this.fixture.connect();
		client.upload("1", "keep", "", "\"u\"");
		client.awaitMessages(TestClient.resultOf("1", "null"));
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(hub().events).containsExactly("end"));
	}

	@Test
	void endOfTheConnectionFailsTheStream() {
		TestClient client = this.fixture.connect();
		client.upload(null, "watch", "", "\"u\"");
		client.item("u", "1");
		client.leave();
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(hub().events).containsExactly("1",
					"CancellationException: The underlying connection was closed."));
	}

	@Test
	void sendWithoutAnAnswer() {
		TestClient client = this.fixture.connect();
		client.upload(null, "watch", "", "\"u\"");
		client.item("u", "1");
		client.item("u", "2");
		client.endStream("u");
		await().atMost(TestClient.LIMIT).untilAsserted(() -> assertThat(hub().events).containsExactly("1", "2", "end"));
		assertThat(client.received()).hasSize(1);
	}

	@Test
	void uploadAndDownloadInOneCall() {
		TestClient client = this.fixture.connect();
		client
			.send("{\"type\":4,\"invocationId\":\"s\",\"target\":\"doubled\",\"arguments\":[],\"streamIds\":[\"u\"]}");
		List<String> expected = new ArrayList<>();
		for (int item = 0; item < 100; item++) {
			client.item("u", "" + item);
			expected.add(TestClient.itemOf("s", "" + (2 * item)));
		}
		client.endStream("u");
		expected.add(TestClient.endOf("s"));
		client.awaitMessages(expected.toArray(String[]::new));
	}

	@Test
	void cancelOfTheDownloadEndsTheUpload() {
		TestClient client = this.fixture.connect();
		client
			.send("{\"type\":4,\"invocationId\":\"s\",\"target\":\"doubled\",\"arguments\":[],\"streamIds\":[\"u\"]}");
		client.item("u", "1");
		client.cancel("s");
		IntStream.range(0, 30).forEach((item) -> client.item("u", "" + item));
		client.invoke("1", "nothing", "");
		client.awaitMessages(TestClient.itemOf("s", "2"), TestClient.endOf("s"), TestClient.resultOf("1", "null"));
	}

	@Test
	void uploadsTakeNoSlot() {
		TestClient client = this.fixture.connect();
		client.upload("1", "monoOfFlux", "", "\"u\"");
		client.upload("2", "monoOfFlux", "", "\"v\"");
		client.invoke("3", "nothing", "");
		client.awaitMessages(TestClient.resultOf("3", "null"));
		client.endStream("v");
		client.awaitMessages(TestClient.resultOf("3", "null"), TestClient.resultOf("2", "0"));
	}

	@Test
	void blockingMethodsHandleItemsWhereTheyMayBlock() {
		TestClient client = this.fixture.connect();
		client.upload("1", "itemThread", "", "\"u\"");
		client.item("u", "1");
		client.endStream("u");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 2);
		assertThat(client.received()).last().asString().contains("boundedElastic");
	}

	private UploadHub hub() {
		return this.fixture.bean(UploadHub.class);
	}

	/** Reads when the test says so. */
	static final class ManualReader extends BaseSubscriber<Integer> {

		final List<Integer> items = new CopyOnWriteArrayList<>();

		final CompletableFuture<Integer> count = new CompletableFuture<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(Integer item) {
			this.items.add(item);
		}

		@Override
		protected void hookOnComplete() {
			this.count.complete(this.items.size());
		}

	}

	@Hub("uploads")
	static class UploadHub {

		final ManualReader reader = new ManualReader();

		final CompletableFuture<String> gate = new CompletableFuture<>();

		final List<String> events = new CopyOnWriteArrayList<>();

		@HubMethod
		Mono<Integer> monoOfFlux(Flux<Integer> items) {
			return items.reduce(0, Integer::sum);
		}

		@HubMethod
		CompletionStage<Integer> stageOfPublisher(Publisher<Integer> items) {
			return Flux.from(items).reduce(0, Integer::sum).toFuture();
		}

		@HubMethod
		int blockingFlux(Flux<Integer> items) {
			return items.reduce(0, Integer::sum).block();
		}

		@HubMethod
		int blockingStream(Stream<Integer> items) {
			return items.mapToInt(Integer::intValue).sum();
		}

		@HubMethod
		int blockingIterator(Iterator<Integer> items) {
			int sum = 0;
			while (items.hasNext()) {
				sum += items.next();
			}
			return sum;
		}

		@HubMethod
		Mono<String> mixed(String text, Flux<Integer> numbers, int number, HubCaller caller, Flux<String> texts) {
			return Mono.zip(numbers.collectList(), texts.collectList())
				.map((lists) -> text + " " + number + " " + lists.getT1() + " " + lists.getT2() + " "
						+ caller.connectionId());
		}

		@HubMethod
		Mono<String> outcome(Flux<Integer> items) {
			List<Integer> seen = new ArrayList<>();
			return items.doOnNext(seen::add)
				.then(Mono.fromSupplier(seen::toString))
				.onErrorResume(HubException.class, (ex) -> Mono.just(seen + " HubException: " + ex.getMessage()));
		}

		@HubMethod
		CompletionStage<Integer> manual(Flux<Integer> items) {
			items.subscribe(this.reader);
			return this.reader.count;
		}

		@HubMethod
		CompletionStage<String> notReading(Flux<Integer> items) {
			return this.gate;
		}

		@HubMethod
		Mono<List<Integer>> firstTwo(Flux<Integer> items) {
			return items.take(2).collectList();
		}

		@HubMethod
		void keep(Flux<Integer> items) {
			watch(items).subscribe();
		}

		@HubMethod
		Mono<Void> watch(Flux<Integer> items) {
			return items.doOnNext((item) -> this.events.add("" + item))
				.doOnComplete(() -> this.events.add("end"))
				.doOnError((error) -> this.events.add(error.getClass().getSimpleName() + ": " + error.getMessage()))
				.then();
		}

		@HubMethod
		Flux<Integer> doubled(Flux<Integer> items) {
			return items.map((item) -> 2 * item);
		}

		@HubMethod
		String itemThread(Flux<Integer> items) {
			return items.map((item) -> Thread.currentThread().getName()).blockLast();
		}

		@HubMethod
		Mono<Void> nothing() {
			return Mono.empty();
		}

	}

}
