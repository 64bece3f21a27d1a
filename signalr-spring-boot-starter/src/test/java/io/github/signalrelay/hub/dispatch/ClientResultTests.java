// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.ParameterizedTypeReference;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubClients;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ErrorCompletion;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceMapping;
import io.github.signalrelay.protocol.service.ServiceMessage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Hub protocol reference, section 11, and service protocol reference, section 6.11.
 */
class ClientResultTests {

	private HubFixture fixture = HubFixture.of(AskingHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "byMono", "byStage", "byValue", "byName", "byContext", "laterByName" })
	void answerOfTheCaller(String target) {
		TestClient client = this.fixture.connect();
		client.invoke("1", target, "");
		ClientInvocation question = question(0);
		assertThat(question.connectionId()).isEqualTo(client.id);
		assertThat(question.callerServerId()).isEqualTo("server");
		assertThat(question.invocationId()).matches(client.id + "-[0-9a-f]{32}-1");
		assertThat(question.payloads().byProtocol()).containsOnlyKeys("json");
		assertThat(question.payloads().forProtocol("json").toUtf8String())
			.isEqualTo("{\"type\":1,\"invocationId\":\"" + question.invocationId() + "\",\"target\":\""
					+ (target.equals("byValue") ? "addNow" : "add") + "\",\"arguments\":[1,2]}\u001e");
		assertThat(this.fixture.transmitter.sent.get(0).origin()).isSameAs(client.link);
		client.send("{\"type\":3,\"invocationId\":\"" + question.invocationId() + "\",\"result\":3}");
		client.awaitMessages(TestClient.resultOf("1", "3"));
		assertThat(client.link.sent)
			.contains(new ClientCompletion(question.invocationId(), client.id, "server", "json", Payload.EMPTY, null));
		// a second answer is nobody's
		client.send("{\"type\":3,\"invocationId\":\"" + question.invocationId() + "\",\"result\":3}");
		client.invoke("2", "quick", "");
		client.awaitMessages(TestClient.resultOf("1", "3"), TestClient.resultOf("2", "null"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "`\"error\":\"busy\"` | ` HubException: busy`",
			"`\"result\":\"x\"` | ` HubException: Error trying to deserialize result to Int32.`" })
	void errorsOfTheClientAreHubExceptions(String answer, String detail) {
		TestClient client = this.fixture.connect();
		client.invoke("1", "byMono", "");
		client.send("{\"type\":3,\"invocationId\":\"" + question(0).invocationId() + "\"," + answer + "}");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 2);
		assertThat(client.received().get(1))
			.startsWith("{\"type\":3,\"invocationId\":\"1\",\"error\":\"An unexpected error occurred invoking 'byMono' "
					+ "on the server." + detail);
	}

	@Test
	void genericResultsAndAnswersWithoutOne() throws Exception {
		TestClient client = this.fixture.connect();
		CompletableFuture<List<Integer>> list = clients().client(client.id)
			.invoke("list", new ParameterizedTypeReference<>() {
			});
		CompletableFuture<String> nothing = clients().client(client.id).invoke("nothing", String.class);
		client.send("{\"type\":3,\"invocationId\":\"" + question(1).invocationId() + "\"}");
		client.send("{\"type\":3,\"invocationId\":\"" + question(0).invocationId() + "\",\"result\":[1,2]}");
		assertThat(list).succeedsWithin(TestClient.LIMIT).isEqualTo(List.of(1, 2));
		assertThat(nothing).succeedsWithin(TestClient.LIMIT).isNull();
	}

	@Test
	void monoAsksWhenItIsSubscribedToAndCancelsWithIt() {
		TestClient client = this.fixture.connect();
		Mono<Integer> answer = typed().clients().client(client.id).add(1, 2);
		assertThat(this.fixture.transmitter.sent).isEmpty();
		StepVerifier.create(answer).thenAwait().thenCancel().verify();
		assertThat(messages()).hasSize(2).element(1).isInstanceOf(ErrorCompletion.class);
		client.send("{\"type\":3,\"invocationId\":\"" + question(0).invocationId() + "\",\"result\":3}"); // late
		client.invoke("1", "quick", "");
		client.awaitMessages(TestClient.resultOf("1", "null"));
	}

	@Test
	void ofSeveralEndpointsTheFirstResultCounts() {
		this.fixture.transmitter.endpoints = 3;
		CompletableFuture<String> answer = clients().client("x").invoke("ask", String.class);
		ClientInvocation question = question(0);
		receive(unknown(question));
		assertThat(answer).isNotDone();
		receive(answer(question, "json", Payload
			.utf8("{\"type\":3,\"invocationId\":\"" + question.invocationId() + "\",\"result\":\"yes\"}\u001e")));
		assertThat(answer).isCompletedWithValue("yes");
		receive(unknown(question));
		assertThat(messages()).as("nothing is taken back").hasSize(1);
	}

	@Test
	void ofSeveralEndpointsAnErrorCountsOnlyWhenAllHaveAnswered() {
		this.fixture.transmitter.endpoints = 2;
		CompletableFuture<String> nobody = clients().client("x").invoke("ask", String.class);
		receive(unknown(question(0)));
		assertThat(nobody).isNotDone();
		receive(unknown(question(0)));
		assertFails(nobody, IOException.class, "Connection 'x' does not exist.");
		CompletableFuture<String> refused = clients().client("x").invoke("ask", String.class);
		ClientInvocation question = question(1);
		receive(answer(question, "json", Payload
			.utf8("{\"type\":3,\"invocationId\":\"" + question.invocationId() + "\",\"error\":\"busy\"}\u001e")));
		assertThat(refused).isNotDone();
		receive(unknown(question));
		assertFails(refused, HubException.class, "busy");
	}

	@Test
	void ofSeveralEndpointsAnAnswerWithoutAResultCountsWhenAllHaveAnswered() {
		this.fixture.transmitter.endpoints = 2;
		CompletableFuture<String> nothing = clients().client("x").invoke("ask", String.class);
		ClientInvocation question = question(0);
		receive(answer(question, "json",
				Payload.utf8("{\"type\":3,\"invocationId\":\"" + question.invocationId() + "\"}\u001e")));
		assertThat(nothing).isNotDone();
		receive(unknown(question));
		assertThat(nothing).isCompletedWithValue(null);
	}

	@Test
	void aQuestionThatNoEndpointTakesFails() {
		this.fixture.transmitter.endpoints = 0;
		CompletableFuture<String> answer = clients().client("x").invoke("ask", String.class);
		assertFails(answer, IOException.class, "No endpoint was asked for connection 'x'.");
	}

	private static ErrorCompletion unknown(ClientInvocation question) {
		return new ErrorCompletion(question.invocationId(), "x", "server", "Connection 'x' does not exist.", null);
	}

	@Test
	void clientThatDoesNotExist() {
		CompletableFuture<String> answer = clients().client("x").invoke("ask", String.class);
		ClientInvocation question = question(0);
		assertThat(question.payloads().byProtocol()).containsOnlyKeys("json", "messagepack");
		receive(new ErrorCompletion(question.invocationId(), "x", "server", "Connection 'x' does not exist.", null));
		assertFails(answer, IOException.class, "Connection 'x' does not exist.");
	}

	@Test
	void clientThatGoes() {
		TestClient client = this.fixture.connect();
		CompletableFuture<String> answer = clients().client(client.id).invoke("ask", String.class);
		client.leave();
		assertFails(answer, IOException.class, "Connection '" + client.id + "' disconnected.");
	}

	@Test
	void clientThatDoesNotAnswerInTime() {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withClientResultTimeout(Duration.ofSeconds(5)),
				AskingHub.class);
		TestClient client = this.fixture.connect();
		CompletableFuture<String> answer = clients().client(client.id).invoke("ask", String.class);
		this.fixture.pass(Duration.ofSeconds(5));
		assertThat(answer).isNotDone();
		this.fixture.pass(Duration.ofSeconds(1));
		assertFails(answer, HubException.class, "Invocation canceled by the server.");
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(answer::get)
			.withRootCauseInstanceOf(TimeoutException.class);
	}

	@Test
	void clientOfAnotherServer() throws Exception {
		CompletableFuture<Integer> json = clients().client("x").invoke("ask", Integer.class);
		CompletableFuture<Integer> binary = clients().client("x").invoke("ask", Integer.class);
		CompletableFuture<Integer> unknown = clients().client("x").invoke("ask", Integer.class);
		receive(new ServiceMapping(question(0).invocationId(), "x", "node-2"));
		receive(answer(question(0), "json", Payload
			.utf8("{\"type\":3,\"invocationId\":\"" + question(0).invocationId() + "\",\"result\":7}\u001e")));
		assertThat(json).succeedsWithin(TestClient.LIMIT).isEqualTo(7);
		// [3, {}, "1", 3, 8]
		receive(answer(question(1), "messagepack",
				Payload.wrap(HexFormat.of().parseHex("07" + "950380a131" + "0308"))));
		assertThat(binary).succeedsWithin(TestClient.LIMIT).isEqualTo(8);
		receive(answer(question(2), "other", Payload.utf8("?")));
		assertFails(unknown, HubException.class,
				"The client answered in the hub protocol 'other', which the hub does not support.");
	}

	@Test
	void relayOfTheClientThatGoesOffline() {
		CompletableFuture<Integer> lost = clients().client("x").invoke("ask", Integer.class);
		CompletableFuture<Integer> other = clients().client("y").invoke("ask", Integer.class);
		receive(new ServiceMapping(question(0).invocationId(), "x", "node-2"));
		receive(new ServiceMapping(question(1).invocationId(), "y", "node-3"));
		this.fixture.dispatcher().onInstanceOffline("node-2");
		assertFails(lost, IOException.class, "Connection 'x' disconnected.");
		assertThat(other).isNotDone();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = { "`\"result\":{\"a\":[1]}`", "`\"error\":\"busy\"`" })
	void questionOfAnotherServerIsAnsweredThere(String answer) {
		TestClient client = this.fixture.connect();
		receive(new ClientInvocation("q", client.id, "other-server", Payloads.NONE, null));
		String completion = "{\"type\":3,\"invocationId\":\"q\"," + answer + "}";
		client.send(completion);
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(client.link.sent).last()
				.isEqualTo(new ClientCompletion("q", client.id, "other-server", "json",
						Payload.utf8(completion + "\u001e"), null)));
	}

	@Test
	void questionOfAnotherServerToAClientThatIsNotHere() {
		receive(new ClientInvocation("q", "x", "other-server", Payloads.NONE, null));
		assertThat(this.fixture.link.sent)
			.containsExactly(new ErrorCompletion("q", "x", "other-server", "Connection 'x' does not exist.", null));
	}

	@Test
	void answerOfAnotherClientEndsThatClient() {
		TestClient asked = this.fixture.connect();
		TestClient intruder = this.fixture.connect();
		CompletableFuture<String> answer = clients().client(asked.id).invoke("ask", String.class);
		intruder.send("{\"type\":3,\"invocationId\":\"" + question(0).invocationId() + "\",\"result\":\"x\"}");
		intruder.awaitClosedByServer();
		assertThat(answer).isNotDone();
		assertThat(asked.isClosedByServer()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "byMono", "byStage", "byValue", "byContext", "laterByName" })
	void waitingGivesTheSlotBack(String target) {
		TestClient client = this.fixture.connect();
		client.invoke("1", target, "");
		ClientInvocation question = question(0);
		client.invoke("2", "quick", "");
		client.awaitMessages(TestClient.resultOf("2", "null"));
		client.send("{\"type\":3,\"invocationId\":\"" + question.invocationId() + "\",\"result\":3}");
		client.awaitMessages(TestClient.resultOf("2", "null"), TestClient.resultOf("1", "3"));
	}

	@Test
	void slotIsGivenBackToTheCallThatWaitsForIt() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "askLate", "");
		client.invoke("2", "quick", "");
		client.invoke("3", "quick", "");
		assertThat(client.received()).hasSize(1);
		hub().gate.complete(null);
		client.awaitMessages(TestClient.resultOf("2", "null"), TestClient.resultOf("3", "null"));
		client.send("{\"type\":3,\"invocationId\":\"" + question(0).invocationId() + "\",\"result\":3}");
		client.awaitMessages(TestClient.resultOf("2", "null"), TestClient.resultOf("3", "null"),
				TestClient.resultOf("1", "3"));
	}

	@Test
	void blockingOnAThreadOfTheRelayIsRefused() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "valueInMono", "");
		client.awaitMessages(TestClient.resultOf("1", "\"refused\""));
		assertThat(this.fixture.transmitter.sent).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(classes = { EagerHub.class, LaterHub.class, ContextHub.class })
	void connectCallbacksCannotAsk(Class<?> hub) {
		this.fixture.close();
		this.fixture = new HubFixture((options) -> options.withEnableDetailedErrors(true), hub);
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"json\",\"version\":1}");
		client.awaitReceived("{}",
				"{\"type\":7,\"error\":\"Connection closed with an error. IllegalStateException: Client results inside "
						+ "OnConnectedAsync Hub methods are not allowed.\"}");
		assertThat(this.fixture.transmitter.sent).isEmpty();
	}

	@Test
	void disconnectCallbackFindsTheClientGone() {
		TestClient client = this.fixture.connect();
		client.leave();
		await().atMost(TestClient.LIMIT).until(() -> hub().atDisconnect.isDone());
		assertFails(hub().atDisconnect, IOException.class, "Connection '" + client.id + "' disconnected.");
	}

	@Test
	void questionThatCannotBeSentFails() {
		TestClient client = this.fixture.connect();
		this.fixture.transmitter.done = CompletableFuture.failedStage(new IOException("not connected"));
		assertFails(clients().client(client.id).invoke("ask", String.class), IOException.class, "not connected");
	}

	private static void assertFails(CompletableFuture<?> answer, Class<?> type, String text) {
		assertThat(answer).failsWithin(TestClient.LIMIT)
			.withThrowableOfType(ExecutionException.class)
			.satisfies((ex) -> assertThat(ex.getCause()).isInstanceOf(type).hasMessage(text));
	}

	private static ClientCompletion answer(ClientInvocation question, String protocol, Payload payload) {
		return new ClientCompletion(question.invocationId(), question.connectionId(), "server", protocol, payload,
				null);
	}

	private void receive(ServiceMessage message) {
		this.fixture.dispatcher().onMessage(this.fixture.link, message);
	}

	private ClientInvocation question(int index) {
		await().atMost(TestClient.LIMIT).until(() -> this.fixture.transmitter.sent.size() > index);
		return (ClientInvocation) messages().get(index);
	}

	private List<ServiceMessage> messages() {
		return this.fixture.transmitter.sent.stream().map(RecordingTransmitter.Sent::message).toList();
	}

	private HubCallerClients<ClientProxy> clientsOf(HubCaller caller) {
		return caller.clients();
	}

	@SuppressWarnings("unchecked")
	private HubContext<AskedClient> typed() {
		return (HubContext<AskedClient>) this.fixture.hub().context();
	}

	/** Calls by name, outside of any flow. */
	private HubClients<ClientProxy> clients() {
		TestClient any = this.fixture.connect();
		any.invoke("caller", "remember", "");
		await().atMost(TestClient.LIMIT).until(() -> any.received().size() == 2);
		return clientsOf(hub().caller);
	}

	private AskingHub hub() {
		return this.fixture.bean(AskingHub.class);
	}

	interface AskedClient {

		Mono<Integer> add(int left, int right);

		int addNow(int left, int right);

	}

	interface StagedClient {

		CompletionStage<Integer> add(int left, int right);

	}

	@Hub(value = "asking", client = AskedClient.class)
	static class AskingHub {

		final CompletableFuture<Void> gate = new CompletableFuture<>();

		final CompletableFuture<Integer> atDisconnect = new CompletableFuture<>();

		private final ObjectProvider<HubContext<AskedClient>> context;

		volatile HubCaller caller;

		AskingHub(ObjectProvider<HubContext<AskedClient>> context) {
			this.context = context;
		}

		@HubMethod
		void remember(HubCaller caller) {
			this.caller = caller;
		}

		@HubMethod
		Mono<Integer> byMono(HubCallerClients<AskedClient> clients) {
			return clients.caller().add(1, 2);
		}

		@HubMethod
		CompletionStage<Integer> byStage(HubCallerClients<ClientProxy> clients) {
			return clients.caller().invoke("add", Integer.class, 1, 2);
		}

		@HubMethod
		int byValue(HubCallerClients<AskedClient> clients) {
			return clients.caller().addNow(1, 2);
		}

		@HubMethod
		int byName(HubCaller caller) {
			return caller.clients().client(caller.connectionId()).invoke("add", int.class, 1, 2).join();
		}

		@HubMethod
		Mono<Integer> byContext(HubCaller caller) {
			return this.context.getObject().clients().client(caller.connectionId()).add(1, 2);
		}

		@HubMethod
		Mono<Integer> laterByName(HubCaller caller) {
			return Mono.delay(Duration.ofMillis(5), Schedulers.parallel())
				.flatMap((tick) -> Mono.fromFuture(caller.clients().caller().invoke("add", Integer.class, 1, 2)));
		}

		@HubMethod
		CompletionStage<Integer> askLate(HubCaller caller) {
			return this.gate.thenCompose((done) -> caller.clients().caller().invoke("add", Integer.class, 1, 2));
		}

		@HubMethod
		Mono<String> valueInMono(HubCallerClients<AskedClient> clients) {
			try {
				return Mono.just("" + clients.caller().addNow(1, 2));
			}
			catch (IllegalStateException ex) {
				return Mono.just("refused");
			}
		}

		@HubMethod
		Mono<Void> quick() {
			return Mono.empty();
		}

		@OnDisconnected
		void left(HubCaller caller) {
			caller.clients().caller().invoke("add", Integer.class, 1, 2).whenComplete((value, error) -> {
				if (error != null) {
					this.atDisconnect.completeExceptionally(error);
				}
				else {
					this.atDisconnect.complete(value);
				}
			});
		}

	}

	@Hub("eager")
	static class EagerHub {

		@OnConnected
		CompletionStage<Integer> joined(HubCaller caller) {
			return caller.clients().caller().invoke("add", Integer.class, 1, 2);
		}

	}

	@Hub("later")
	static class LaterHub {

		@OnConnected
		Mono<Integer> joined(HubCaller caller) {
			return Mono.delay(Duration.ofMillis(5))
				.flatMap((tick) -> Mono.fromFuture(caller.clients().caller().invoke("add", Integer.class, 1, 2)));
		}

	}

	@Hub(value = "context", client = StagedClient.class)
	static class ContextHub {

		private final ObjectProvider<HubContext<StagedClient>> context;

		ContextHub(ObjectProvider<HubContext<StagedClient>> context) {
			this.context = context;
		}

		@OnConnected
		CompletionStage<Integer> joined(HubCaller caller) {
			return this.context.getObject().clients().client(caller.connectionId()).add(1, 2);
		}

	}

}
