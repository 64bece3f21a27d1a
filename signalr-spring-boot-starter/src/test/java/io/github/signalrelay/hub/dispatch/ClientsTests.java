// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubClients;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.runtime.TransmitterOutput;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.LeaveGroupWithAck;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiUserData;
import io.github.signalrelay.protocol.service.MulticastMessage;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.UserData;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/**
 * Service protocol reference, section 6.13: what each choice of clients becomes, and 6.6:
 * over which service connection.
 */
class ClientsTests {

	private static final String CALL = "{\"type\":1,\"target\":\"Hi\",\"arguments\":[1,\"a\",null]}\u001e";

	private final HubFixture fixture = HubFixture.of(SendingHub.class);

	private final HubClients<ClientProxy> clients = context().clients();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void everyChoiceHasItsMessage() {
		Payloads payloads = payloads(this.clients.all());
		assertThat(payloads.byProtocol().keySet())
			.containsExactlyElementsOf(HubFixture.PROTOCOLS.stream().map((protocol) -> protocol.name()).toList());
		assertThat(payloads.forProtocol("json").toUtf8String()).isEqualTo(CALL);
		expect(this.clients.all(), new BroadcastData(List.of(), payloads, null, null));
		expect(this.clients.allExcept("x", "y"), new BroadcastData(List.of("x", "y"), payloads, null, null));
		expect(this.clients.client("x"), new MultiConnectionData(List.of("x"), payloads, null, null));
		expect(this.clients.clients("x", "y"), new MultiConnectionData(List.of("x", "y"), payloads, null, null));
		expect(this.clients.group("g"), new GroupBroadcastData("g", List.of(), payloads, null, null, List.of(), null));
		expect(this.clients.groupExcept("g", "x"),
				new GroupBroadcastData("g", List.of("x"), payloads, null, null, List.of(), null));
		expect(this.clients.groups("g", "h"), new MultiGroupBroadcastData(List.of("g", "h"), payloads, null, null));
		expect(this.clients.user("u"), new UserData("u", payloads, null, null));
		expect(this.clients.users("u", "v"), new MultiUserData(List.of("u", "v"), payloads, null, null));
	}

	@Test
	void callersChoicesLeaveTheCallerOut() {
		TestClient client = this.fixture.connect();
		HubCallerClients<ClientProxy> callers = callerOf(client).clients();
		Payloads payloads = payloads(this.clients.all());
		expect(callers.others(), new BroadcastData(List.of(client.id), payloads, null, null));
		expect(callers.othersInGroup("g"),
				new GroupBroadcastData("g", List.of(client.id), payloads, null, null, List.of(), null));
		assertThat(this.fixture.transmitter.sent.get(0).origin()).isNull();
		assertThat(this.fixture.transmitter.sent.subList(1, 3)).allMatch((sent) -> sent.origin() == client.link);
	}

	@Test
	void clientOfThisServerIsCalledOverItsOwnLinkInItsOwnProtocol() {
		TestClient client = this.fixture.connect();
		call(this.clients.client(client.id));
		client.awaitReceived("{}", CALL.substring(0, CALL.length() - 1));
		assertThat(this.fixture.transmitter.sent).isEmpty();
	}

	@Test
	void fullLinkMakesTheSenderWait() {
		TestClient client = this.fixture.connect();
		client.link.writable = false;
		CompletableFuture<Void> room = new CompletableFuture<>();
		this.fixture.transmitter.done = room;
		CompletionStage<Void> sent = call(this.clients.client(client.id));
		assertThat(this.fixture.transmitter.sent).hasSize(1)
			.allMatch((message) -> message.origin() == client.link && message.message() instanceof MultiConnectionData);
		assertThat(sent).isNotCompleted();
		room.complete(null);
		assertThat(sent).isCompleted();
	}

	@Test
	void nobodyIsSentNothing() {
		assertThat(call(this.clients.clients(List.of()))).isCompleted();
		assertThat(call(this.clients.groups(List.of()))).isCompleted();
		assertThat(call(this.clients.users(List.of()))).isCompleted();
		assertThat(this.fixture.transmitter.sent).isEmpty();
	}

	@Test
	void emptyNamesAreRefused() {
		List<Consumer<HubClients<ClientProxy>>> wrong = List.of((all) -> all.group(""),
				(all) -> all.groupExcept("", "x"), (all) -> all.groups("g", ""), (all) -> all.client(""),
				(all) -> all.clients("x", ""), (all) -> all.user(""), (all) -> all.users(""),
				(all) -> all.allExcept(""), (all) -> all.all().send(""));
		wrong.forEach((call) -> assertThatIllegalArgumentException().isThrownBy(() -> call.accept(this.clients)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.group(""))
			.withMessage("Cannot send to an empty group name.");
		assertThatIllegalArgumentException().isThrownBy(() -> context().groups().add("x", ""));
		assertThatIllegalArgumentException().isThrownBy(() -> context().groups().remove("", "g"));
		assertThat(this.fixture.transmitter.sent).isEmpty();
	}

	@Test
	void arrayIsOneArgument() { // "SendAsync on a proxy does not expand a single array
								// argument"
		this.clients.all().send("Hi", (Object) new String[] { "a", "b" });
		this.clients.all().send("Hi", new String[] { "a", "b" });
		this.clients.all().send("Hi", new Object[] { "a", "b" });
		assertThat(this.fixture.transmitter.sent).extracting((sent) -> json(sent.message()))
			.containsExactly("{\"type\":1,\"target\":\"Hi\",\"arguments\":[[\"a\",\"b\"]]}\u001e",
					"{\"type\":1,\"target\":\"Hi\",\"arguments\":[[\"a\",\"b\"]]}\u001e",
					"{\"type\":1,\"target\":\"Hi\",\"arguments\":[\"a\",\"b\"]}\u001e");
	}

	@Test
	void argumentThatCannotBeWrittenIsTheSendersError() {
		Object unwritable = new Object() {

			@SuppressWarnings("unused")
			public String getValue() {
				throw new IllegalStateException("cannot be read");
			}

		};
		assertThatIllegalArgumentException().isThrownBy(() -> this.clients.all().send("Hi", unwritable))
			.withMessageContaining("'Hi'");
		assertThat(this.fixture.transmitter.sent).isEmpty();
	}

	@Test
	void groupChangesAwaitTheirAck() {
		CompletableFuture<Boolean> ack = new CompletableFuture<>();
		this.fixture.transmitter.ack = ack;
		CompletionStage<Void> added = context().groups().add("x", "g");
		CompletionStage<Void> removed = context().groups().remove("x", "g");
		assertThat(messages()).containsExactly(new JoinGroupWithAck("x", "g", 1, null),
				new LeaveGroupWithAck("x", "g", 2, null));
		assertThat(added).isNotCompleted();
		ack.complete(false); // an unknown connection is no error
		assertThat(added).isCompleted();
		assertThat(removed).isCompleted();
	}

	@Test
	void groupChangeThatIsNotAnsweredFails() {
		this.fixture.transmitter.ack = CompletableFuture.failedStage(new IOException("gone"));
		assertThat(context().groups().add("x", "g")).failsWithin(1, TimeUnit.SECONDS)
			.withThrowableThat()
			.withCauseInstanceOf(IOException.class);
	}

	@Test
	void sendsOfAFlowTakeTheCallersLinkEvenThroughTheContext() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "everyWay", "");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 2);
		assertThat(this.fixture.transmitter.sent).hasSize(5)
			.extracting((sent) -> sent.origin())
			.containsOnly(client.link);
		context().clients().all().send("outside");
		assertThat(this.fixture.transmitter.sent.get(5).origin()).isNull();
	}

	@Test
	void callersClientsKeepTheLinkOnOtherThreads() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "reactive", "");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 2);
		assertThat(this.fixture.transmitter.sent).hasSize(2)
			.extracting((sent) -> sent.origin())
			.containsOnly(client.link);
	}

	@Test
	void sendWithoutAServiceFails() {
		HubFixture unconnected = HubFixture.of(SendingHub.class);
		try (unconnected) {
			unconnected.hub().connect(new RecordingTransmitter());
			TransmitterOutput output = new TransmitterOutput("x", (id) -> null);
			assertThat(output.send(new BroadcastData(List.of(), Payloads.NONE, null, null), null))
				.failsWithin(1, TimeUnit.SECONDS)
				.withThrowableThat()
				.withCauseInstanceOf(IOException.class);
		}
	}

	private HubCaller callerOf(TestClient client) {
		client.invoke("c", "keepCaller", "");
		await().atMost(TestClient.LIMIT).until(() -> client.received().size() == 2);
		return this.fixture.bean(SendingHub.class).caller;
	}

	@SuppressWarnings("unchecked")
	private HubContext<ClientProxy> context() {
		return this.fixture.bean(HubContext.class);
	}

	private static CompletionStage<Void> call(ClientProxy proxy) {
		return proxy.send("Hi", 1, "a", null);
	}

	private Payloads payloads(ClientProxy proxy) {
		call(proxy);
		return ((MulticastMessage) messages().get(messages().size() - 1)).payloads();
	}

	private void expect(ClientProxy proxy, ServiceMessage message) {
		call(proxy);
		assertThat(messages()).last().isEqualTo(message);
	}

	private List<ServiceMessage> messages() {
		return this.fixture.transmitter.sent.stream().map(RecordingTransmitter.Sent::message).toList();
	}

	private static String json(ServiceMessage message) {
		return ((MulticastMessage) message).payloads().forProtocol("json").toUtf8String();
	}

	@Hub("sending")
	static class SendingHub {

		private final HubContext<ClientProxy> context;

		volatile HubCaller caller;

		SendingHub(HubContext<ClientProxy> context) {
			this.context = context;
		}

		@HubMethod
		void keepCaller(HubCaller caller) {
			this.caller = caller;
		}

		@HubMethod
		void everyWay(HubCaller caller, HubCallerClients<ClientProxy> clients, Groups groups) {
			this.context.clients().all().send("a");
			clients.all().send("b");
			caller.clients().others().send("c");
			groups.add(caller.connectionId(), "g");
			this.context.groups().add(caller.connectionId(), "g");
		}

		@HubMethod
		Mono<Void> reactive(HubCallerClients<ClientProxy> clients, Groups groups, HubCaller caller) {
			return Mono.delay(Duration.ofMillis(1), Schedulers.parallel())
				.then(Mono.fromRunnable(() -> clients.others().send("a")))
				.then(Mono.fromCompletionStage(() -> groups.add(caller.connectionId(), "g")));
		}

	}

}
