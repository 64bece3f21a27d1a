// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Hub protocol reference, section 8: results and every row of the error table that a
 * client can reach without streams; those are in {@link StreamTests}.
 */
class InvocationTests {

	private static final String UNEXPECTED = "An unexpected error occurred invoking '";

	private static final String FAILED = "Failed to invoke '";

	private HubFixture fixture = HubFixture.of(ResultHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "nothing | | null", "number | | 42", "none | | null", "stage | | \"later\"", "mono | | [1,2]",
					"emptyMono | | null", "voidMono | | null", "falsy | | false",
					"record | {\"name\":\"a\",\"size\":1} | {\"name\":\"a\",\"size\":2}",
					"lengths | [\"a\",\"bcd\"] | {\"a\":1,\"bcd\":3}", "ECHO | \"x\" | \"x\"",
					"renamed | | \"by annotation\"" })
	void results(String target, String arguments, String result) {
		TestClient client = this.fixture.connect();
		client.invoke("7", target, (arguments != null) ? arguments : "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"7\",\"result\":" + result + "}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"missing | | " + FAILED + "missing' due to an error on the server. HubException: Method does not exist.",
			"byOwnName | | " + FAILED
					+ "byOwnName' due to an error on the server. HubException: Method does not exist.",
			"ECHO | | " + FAILED + "echo' due to an error on the server.",
			"echo | \"a\",\"b\" | " + FAILED + "echo' due to an error on the server.",
			"increment | \"x\" | " + FAILED + "increment' due to an error on the server.",
			"fails | | " + UNEXPECTED + "fails' on the server.",
			"failsInMono | | " + UNEXPECTED + "failsInMono' on the server.",
			"failsInStage | | " + UNEXPECTED + "failsInStage' on the server.",
			"failsBeforeMono | | " + UNEXPECTED + "failsBeforeMono' on the server.",
			"refuses | | " + UNEXPECTED + "refuses' on the server. HubException: no entry",
			"refusesInStage | | " + UNEXPECTED + "refusesInStage' on the server. RoomFullException: 8 of 8" })
	void errors(String target, String arguments, String error) {
		TestClient client = this.fixture.connect();
		client.invoke("7", target, (arguments != null) ? arguments : "");
		client.invoke("8", "number", "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"7\",\"error\":\"" + error + "\"}",
				"{\"type\":3,\"invocationId\":\"8\",\"result\":42}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"echo | | " + FAILED + "echo' due to an error on the server. InvalidDataException: Invocation provides 0 "
					+ "argument(s) but target expects 1.",
			"increment | \"x\" | " + FAILED + "increment' due to an error on the server. InvalidDataException: Error "
					+ "binding arguments. Make sure that the types of the provided values match the types of the hub "
					+ "method being invoked.",
			"fails | | " + UNEXPECTED + "fails' on the server. IllegalStateException: secret" })
	void detailedErrors(String target, String arguments, String error) {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withEnableDetailedErrors(true), ResultHub.class);
		TestClient client = this.fixture.connect();
		client.invoke("7", target, (arguments != null) ? arguments : "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"7\",\"error\":\"" + error + "\"}");
	}

	@Test
	void nonBlockingCallsAreNeverAnswered() {
		TestClient client = this.fixture.connect();
		client.send("{\"type\":1,\"target\":\"number\",\"arguments\":[]}");
		client.send("{\"type\":1,\"target\":\"missing\",\"arguments\":[]}");
		client.send("{\"type\":1,\"target\":\"echo\",\"arguments\":[]}");
		client.send("{\"type\":1,\"target\":\"fails\",\"arguments\":[]}");
		client.invoke("1", "number", "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":42}");
	}

	@Test
	void callsInTheWrongModeAreRefused() {
		TestClient client = this.fixture.connect();
		client.send("{\"type\":4,\"invocationId\":\"1\",\"target\":\"Number\",\"arguments\":[]}");
		client.send("{\"type\":4,\"invocationId\":\"2\",\"target\":\"missing\",\"arguments\":[]}");
		client.awaitMessages(
				"{\"type\":3,\"invocationId\":\"1\",\"error\":\"The client attempted to invoke the non-streaming 'number' "
						+ "method with a streaming invocation.\"}",
				"{\"type\":3,\"invocationId\":\"2\",\"error\":\"Failed to invoke 'missing' due to an error on the server. "
						+ "HubException: Method does not exist.\"}");
	}

	@Test
	void uploadsToAMethodWithoutStreamsAreRefused() {
		TestClient client = this.fixture.connect();
		client.send("{\"type\":1,\"invocationId\":\"1\",\"target\":\"number\",\"arguments\":[],\"streamIds\":[\"9\"]}");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"error\":\"" + UNEXPECTED
				+ "number' on the server. HubException: Client sent 1 stream(s), Hub method expects 0.\"}");
	}

	@Test
	void messagesThatBelongToNothingAreIgnored() {
		TestClient client = this.fixture.connect();
		client.send("{\"type\":2,\"invocationId\":\"u\",\"item\":1}");
		client.send("{\"type\":3,\"invocationId\":\"u\",\"result\":1}");
		client.send("{\"type\":3,\"invocationId\":\"u\"}");
		client.send("{\"type\":5,\"invocationId\":\"u\"}");
		client.send("{\"type\":6}");
		client.send("{\"type\":8,\"sequenceId\":4}");
		client.send("{\"type\":9,\"sequenceId\":4}");
		client.send("{\"type\":77,\"x\":4}");
		client.invoke("1", "number", "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":42}");
	}

	@Test
	void resultThatCannotBeSerializedEndsTheConnection() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "unwritable", "");
		client.awaitMessages("{\"type\":7,\"error\":\"Connection closed with an error.\",\"allowReconnect\":true}");
		client.awaitClosedByServer();
	}

	@Test
	void suppliedParametersStandAnywhere() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "mixed", "1,\"b\"");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"1 " + client.id + " b\"}");
	}

	@Test
	void blockingMethodsRunOnTheExecutorAndOthersWhereTheMessageCame() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "blockingThread", "");
		client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"" + HubFixture.WORKER + "\"}");
		await().atMost(TestClient.LIMIT).untilAsserted(() -> { // the worker may still
																// leave the queue
			int before = client.received().size();
			client.invoke("2", "monoThread", "");
			assertThat(client.received()).hasSize(before + 1)
				.last()
				.isEqualTo(
						"{\"type\":3,\"invocationId\":\"2\",\"result\":\"" + Thread.currentThread().getName() + "\"}");
		});
	}

	record Item(String name, int size) {

	}

	static class RoomFullException extends HubException {

		private static final long serialVersionUID = 1L;

		RoomFullException(String message) {
			super(message);
		}

	}

	@Hub("results")
	static class ResultHub {

		@HubMethod
		void nothing() {
		}

		@HubMethod
		int number() {
			return 42;
		}

		@HubMethod
		String none() {
			return null;
		}

		@HubMethod
		boolean falsy() {
			return false;
		}

		@HubMethod
		int increment(int value) {
			return value + 1;
		}

		@HubMethod
		CompletionStage<String> stage() {
			return CompletableFuture.supplyAsync(() -> "later");
		}

		@HubMethod
		Mono<List<Integer>> mono() {
			return Mono.just(List.of(1, 2));
		}

		@HubMethod
		Mono<String> emptyMono() {
			return Mono.empty();
		}

		@HubMethod
		Mono<Void> voidMono() {
			return Mono.empty();
		}

		@HubMethod
		Item record(Item item) {
			return new Item(item.name(), item.size() + 1);
		}

		@HubMethod
		Map<String, Integer> lengths(List<String> texts) {
			Map<String, Integer> lengths = new LinkedHashMap<>();
			texts.forEach((text) -> lengths.put(text, text.length()));
			return lengths;
		}

		@HubMethod
		String echo(String text) {
			return text;
		}

		@HubMethod("renamed")
		String byOwnName() {
			return "by annotation";
		}

		@HubMethod
		void fails() {
			throw new IllegalStateException("secret");
		}

		@HubMethod
		Mono<String> failsInMono() {
			return Mono.error(new IllegalStateException("secret"));
		}

		@HubMethod
		Mono<String> failsBeforeMono() {
			throw new IllegalStateException("secret");
		}

		@HubMethod
		CompletableFuture<String> failsInStage() {
			return CompletableFuture.supplyAsync(() -> {
				throw new IllegalStateException("secret");
			});
		}

		@HubMethod
		void refuses() {
			throw new HubException("no entry");
		}

		@HubMethod
		CompletableFuture<String> refusesInStage() {
			return CompletableFuture.supplyAsync(() -> {
				throw new RoomFullException("8 of 8");
			});
		}

		@HubMethod
		Object unwritable() {
			return new Object() {

				@SuppressWarnings("unused")
				public String getValue() {
					throw new IllegalStateException("cannot be read");
				}

			};
		}

		@HubMethod
		String mixed(int first, HubCaller caller, String second) {
			return first + " " + caller.connectionId() + " " + second;
		}

		@HubMethod
		String blockingThread() {
			return Thread.currentThread().getName();
		}

		@HubMethod
		Mono<String> monoThread() {
			return Mono.fromSupplier(() -> Thread.currentThread().getName());
		}

		/** No annotation: cannot be called. */
		String missing() {
			return "hidden";
		}

	}

}
