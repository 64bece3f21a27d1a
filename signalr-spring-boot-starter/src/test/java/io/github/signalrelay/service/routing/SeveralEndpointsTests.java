// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.routing;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.CheckGroupExistenceWithAck;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiUserData;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.service.UserData;
import io.github.signalrelay.protocol.service.UserJoinGroupWithAck;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.RecordingHandler;
import io.github.signalrelay.service.connection.ScriptedOpener;
import io.github.signalrelay.service.connection.ScriptedOpener.Attempt;
import io.github.signalrelay.service.container.ServiceConnectionContainer;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.container.ServiceEnvironment;
import io.github.signalrelay.service.endpoint.AccessKeyAccess;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.DefaultEndpointRouter;
import io.github.signalrelay.service.endpoint.EndpointRouter;
import io.github.signalrelay.service.endpoint.HubEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of the service protocol reference, 5.5, 6.6 and 6.11. */
class SeveralEndpointsTests {

	private static final Payloads PAYLOADS = Payloads.of("json", Payload.utf8("x"));

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final RecordingHandler hub = new RecordingHandler();

	private final ServiceEnvironment environment = new ServiceEnvironment(new ServerId("server"),
			new AckRegistry(this.time), this.time);

	private final Map<String, ScriptedOpener> openers = new LinkedHashMap<>();

	private HubEndpoints endpoints;

	@BeforeEach
	void connect() {
		this.endpoints = new HubEndpoints(Stream.of("a", "b", "c:secondary").map(this::endpoint).toList(),
				this::container);
	}

	private ConnectedEndpoint endpoint(String nameAndType) {
		ConnectionString where = ConnectionString
			.parse("Endpoint=http://" + nameAndType.charAt(0) + ";AccessKey=the-key;Version=1.0");
		ServiceEndpoint endpoint = ServiceEndpoint.of(nameAndType, where);
		ScriptedOpener opener = new ScriptedOpener();
		this.openers.put(endpoint.name(), opener);
		AccessTokenIssuer issuer = new AccessTokenIssuer(where.accessKey(), TokenAlgorithm.HS256, Clock.systemUTC());
		return new ConnectedEndpoint(endpoint, new AccessKeyAccess(where, null, issuer, Duration.ofHours(1)),
				(access) -> opener);
	}

	private ServiceConnectionContainer container(ConnectedEndpoint connected) {
		ServiceConnectionContainer container = new ServiceConnectionContainer("chat", connected, this.environment,
				this.hub, new ServiceConnectionCounts(4, null), false);
		container.start();
		List.copyOf(((ScriptedOpener) connected.opener()).attempts).forEach(Attempt::succeed);
		return container;
	}

	@Test
	void secondariesGetConnectionsThatCarryNoClients() {
		assertThat(this.openers.get("a").attempts).hasSize(4)
			.allMatch((attempt) -> attempt.request.connectionType() == ServerConnectionType.DEFAULT);
		assertThat(this.openers.get("c").attempts).hasSize(4)
			.allMatch((attempt) -> attempt.request.connectionType() == ServerConnectionType.WEAK);
	}

	@Test
	void aBroadcastGoesToEachEndpointOnce() {
		assertThat(transmitter().send(broadcast(), null)).isCompleted();
		assertThat(sentTo("a")).containsExactly(broadcast());
		assertThat(sentTo("b")).containsExactly(broadcast());
		assertThat(sentTo("c")).containsExactly(broadcast());
	}

	@Test
	void eachMessageAsksItsQuestion() {
		HubConnections transmitter = transmitter(new NamedRouter());
		send(transmitter, new GroupBroadcastData("a", List.of(), PAYLOADS, null, null, List.of(), null));
		send(transmitter, new UserData("b", PAYLOADS, null, null));
		send(transmitter, new MultiConnectionData(List.of("c"), PAYLOADS, null, null));
		assertThat(counts()).containsExactly(1, 1, 1);
		send(transmitter, new MultiGroupBroadcastData(List.of("a", "b", "a"), PAYLOADS, null, null));
		assertThat(counts()).containsExactly(2, 2, 1);
		send(transmitter, new MultiUserData(List.of("b", "c"), PAYLOADS, null, null));
		assertThat(counts()).containsExactly(2, 3, 2);
		send(transmitter, new MultiConnectionData(List.of("a", "c"), PAYLOADS, null, null));
		assertThat(counts()).containsExactly(3, 3, 3);
	}

	@Test
	void whatIsAboutUserAndGroupGoesWhereBothSay() {
		HubConnections transmitter = transmitter(new NamedRouter());
		transmitter.sendAndAwaitAck((id) -> new UserJoinGroupWithAck("b", "b", id, null, null), null);
		assertThat(counts()).containsExactly(0, 1, 0);
		assertThat(transmitter.sendAndAwaitAck((id) -> new UserJoinGroupWithAck("a", "b", id, null, null), null))
			.isCompletedWithValue(false);
		assertThat(counts()).containsExactly(0, 1, 0);
	}

	@Test
	void aRouterThatNamesNobodyDropsTheMessage() {
		HubConnections transmitter = transmitter(new NamedRouter());
		assertThat(transmitter.send(new UserData("nobody", PAYLOADS, null, null), null)).isCompleted();
		assertThat(counts()).containsExactly(0, 0, 0);
	}

	@Test
	void exceptionsOfRoutersReachTheCaller() {
		HubConnections transmitter = transmitter(new DefaultEndpointRouter() {

			@Override
			public Collection<HubEndpoint> endpointsForBroadcast(List<HubEndpoint> all) {
				throw new IllegalStateException("no idea");
			}

			@Override
			public Collection<HubEndpoint> endpointsForGroup(String group, List<HubEndpoint> all) {
				throw new IllegalStateException("no idea");
			}

		});
		assertThat(transmitter.send(broadcast(), null)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("no idea");
		assertThat(join(transmitter)).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("no idea");
	}

	@Test
	void unknownMessagesAreRefused() {
		assertThat(transmitter().send(new JoinGroup("c1", "g", null), null)).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withCauseInstanceOf(UnsupportedOperationException.class);
	}

	@Test
	void anEndpointThatIsDownDoesNotKeepTheOthersFromTheMessage() {
		loseAll("b");
		CompletableFuture<Void> sent = send(transmitter(new EverywhereRouter()), broadcast());
		assertThat(sentTo("a")).containsExactly(broadcast());
		this.time.advanceTimeBy(Duration.ofMillis(400));
		assertThat(sent).isCompleted();
	}

	@Test
	void whenAllEndpointsAreDownAllReasonsAreTold() {
		List.of("a", "b", "c").forEach(this::loseAll);
		CompletableFuture<Void> sent = send(transmitter(new EverywhereRouter()), broadcast());
		this.time.advanceTimeBy(Duration.ofMillis(399));
		assertThat(sent).isNotDone();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(sent).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.havingCause()
			.isInstanceOf(IOException.class)
			.withMessageContaining("http://a")
			.matches((cause) -> cause.getSuppressed().length == 2);
		assertThat(sent(transmitter(), broadcast())).as("nobody is online to be chosen").isCompleted();
	}

	@Test
	void aFlowTakesOneConnectionOfEachEndpoint() {
		Attempt own = this.openers.get("a").attempts.get(2);
		own.receive(new OpenConnection("c1", List.of(), MessageHeaders.NONE, "", null, "json"));
		ServiceLink origin = this.hub.links.get(0);
		HubConnections transmitter = transmitter();
		for (int i = 0; i < 40; i++) {
			transmitter.send(broadcast(), origin);
			transmitter.sendAndAwaitAck((id) -> new JoinGroupWithAck("c2", "g" + id, id, null), origin);
		}
		assertThat(own.sent).hasSize(80);
		List<Attempt> used = this.openers.get("b").attempts.stream().filter((one) -> !one.sent.isEmpty()).toList();
		assertThat(used).singleElement().satisfies((one) -> assertThat(one.sent).hasSize(80));
		used.get(0).end("gone");
		for (int i = 0; i < 40; i++) {
			transmitter.send(broadcast(), origin);
		}
		assertThat(this.openers.get("b").attempts.stream().filter((one) -> one.sent.size() == 40)).hasSize(1);
	}

	@Test
	void messagesToAClientOfThisServerTakeItsOwnConnectionOnly() {
		Attempt own = this.openers.get("b").attempts.get(1);
		own.receive(new OpenConnection("c1", List.of(), MessageHeaders.NONE, "", null, "json"));
		MultiConnectionData message = new MultiConnectionData(List.of("c1"), PAYLOADS, null, null);
		HubConnections transmitter = transmitter();
		assertThat(transmitter.sendOver(message, this.hub.links.get(0))).isCompleted();
		assertThat(own.sent).containsExactly(message);
		assertThat(counts()).containsExactly(0, 1, 0);
		own.end("gone");
		assertThat(transmitter.sendOver(message, this.hub.links.get(0))).isCompleted();
		assertThat(counts()).containsExactly(1, 2, 1);
	}

	@Test
	void aQuestionToAClientTellsHowManyWillAnswer() {
		ClientInvocation question = new ClientInvocation("i", "c1", "server", PAYLOADS, null);
		assertThat(transmitter().ask(question, null)).isCompletedWithValue(3);
		loseAll("c");
		assertThat(transmitter().ask(question, null)).isCompletedWithValue(2);
	}

	@Test
	void aJoinIsDoneWithTheFirstThatKnowsTheClient() {
		CompletableFuture<Boolean> joined = join(transmitter());
		answer("a", 2);
		assertThat(joined).isNotDone();
		answer("b", 1);
		assertThat(joined).isCompletedWithValue(true);
	}

	@Test
	void aJoinFindsNobodyWhenAllSaySo() {
		CompletableFuture<Boolean> joined = join(transmitter());
		List.of("c", "a", "b").forEach((name) -> answer(name, 2));
		assertThat(joined).isCompletedWithValue(false);
	}

	@Test
	void aJoinFailsOnlyWhenNobodyKnowsTheClientAndOneFailed() {
		CompletableFuture<Boolean> joined = join(transmitter());
		answer("a", 3);
		answer("b", 2);
		assertThat(joined).isNotDone();
		this.time.advanceTimeBy(Duration.ofSeconds(13));
		assertThat(joined).failsWithin(Duration.ZERO);
		CompletableFuture<Boolean> again = join(transmitter());
		answer("a", 3);
		answer("b", 1);
		assertThat(again).isCompletedWithValue(true);
	}

	@Test
	void otherAnswersAreWaitedForAtEachEndpoint() {
		CompletableFuture<Boolean> exists = ackable(transmitter(),
				(id) -> new CheckGroupExistenceWithAck("g", id, null));
		answer("a", 1);
		answer("b", 2);
		assertThat(exists).isNotDone();
		answer("c", 2);
		assertThat(exists).isCompletedWithValue(true);
		CompletableFuture<Boolean> failing = ackable(transmitter(),
				(id) -> new CheckGroupExistenceWithAck("g", id, null));
		answer("a", 1);
		answer("b", 4);
		answer("c", 1);
		assertThat(failing).failsWithin(Duration.ZERO);
	}

	@Test
	void oneEndpointAndTheDefaultRouterNeedNoRouting() {
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		loseAll("a");
		HubEndpoints one = new HubEndpoints(List.of(this.endpoints.sending().get(0).endpoint()),
				(endpoint) -> this.endpoints.sending().get(0));
		HubConnections transmitter = new HubConnections(one, new DefaultEndpointRouter(), this.environment);
		CompletableFuture<Void> sent = send(transmitter, broadcast());
		this.openers.get("a").last().succeed();
		this.time.advanceTimeBy(Duration.ofMillis(200));
		assertThat(sent).as("not dropped although nobody was online").isCompleted();
		assertThat(sentTo("a")).containsExactly(broadcast());
	}

	private HubConnections transmitter() {
		return transmitter(new DefaultEndpointRouter());
	}

	private HubConnections transmitter(EndpointRouter router) {
		return new HubConnections(this.endpoints, router, this.environment);
	}

	private static CompletableFuture<Void> send(HubConnections transmitter, ServiceMessage message) {
		return transmitter.send(message, null).toCompletableFuture();
	}

	private static CompletableFuture<Void> sent(HubConnections transmitter, ServiceMessage message) {
		return send(transmitter, message);
	}

	private static CompletableFuture<Boolean> join(HubConnections transmitter) {
		return ackable(transmitter, (id) -> new JoinGroupWithAck("c1", "g", id, null));
	}

	private static CompletableFuture<Boolean> ackable(HubConnections transmitter,
			IntFunction<? extends AckableMessage> message) {
		return transmitter.sendAndAwaitAck(message, null).toCompletableFuture();
	}

	/** Answers the last message of an endpoint that wants an answer. */
	private void answer(String endpoint, int status) {
		AckableMessage last = (AckableMessage) sentTo(endpoint).stream()
			.filter(AckableMessage.class::isInstance)
			.max((one, other) -> Integer.compare(((AckableMessage) one).ackId(), ((AckableMessage) other).ackId()))
			.orElseThrow();
		this.openers.get(endpoint).attempts.get(0).receive(new Ack(last.ackId(), status, "", null));
	}

	private void loseAll(String endpoint) {
		List.copyOf(this.openers.get(endpoint).attempts).forEach((attempt) -> attempt.end("gone"));
	}

	private List<ServiceMessage> sentTo(String endpoint) {
		return this.openers.get(endpoint).attempts.stream().flatMap((attempt) -> attempt.sent.stream()).toList();
	}

	private List<Integer> counts() {
		return this.openers.keySet().stream().map((name) -> sentTo(name).size()).toList();
	}

	private static BroadcastData broadcast() {
		return new BroadcastData(List.of(), PAYLOADS, null, null);
	}

	/** Everything goes to the endpoint that has its name. */
	private static final class NamedRouter extends DefaultEndpointRouter {

		@Override
		public Collection<HubEndpoint> endpointsForUser(String userId, List<HubEndpoint> all) {
			return named(userId, all);
		}

		@Override
		public Collection<HubEndpoint> endpointsForGroup(String group, List<HubEndpoint> all) {
			return named(group, all);
		}

		@Override
		public Collection<HubEndpoint> endpointsForConnection(String connectionId, List<HubEndpoint> all) {
			return named(connectionId, all);
		}

		private static Collection<HubEndpoint> named(String name, List<HubEndpoint> all) {
			return all.stream().filter((endpoint) -> endpoint.name().equals(name)).toList();
		}

	}

	/** Also to those that are down. */
	private static final class EverywhereRouter extends DefaultEndpointRouter {

		@Override
		public Collection<HubEndpoint> endpointsForBroadcast(List<HubEndpoint> all) {
			return all;
		}

	}

}
