// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.JoinGroupWithAck;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceError;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.Leave;
import io.github.signalrelay.service.connection.RecordingHandler;
import io.github.signalrelay.service.connection.ScriptedOpener;
import io.github.signalrelay.service.connection.ScriptedOpener.Attempt;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.DefaultEndpointRouter;
import io.github.signalrelay.service.routing.HubConnections;
import io.github.signalrelay.service.routing.HubEndpoints;

import static org.assertj.core.api.Assertions.assertThat;

/** Rules of the service protocol reference, 3.6 and 6.2 to 6.6. */
class ServiceConnectionContainerTests {

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ScriptedOpener opener = new ScriptedOpener();

	private final RecordingHandler hub = new RecordingHandler();

	private final ServiceEnvironment environment = new ServiceEnvironment(new ServerId("server"),
			new AckRegistry(this.time), this.time);

	@Test
	void opensTheInitialConnectionsInParallelWithOwnIds() {
		start(5, null);
		assertThat(this.opener.attempts).hasSize(5)
			.allSatisfy(
					(attempt) -> assertThat(attempt.request.connectionType()).isEqualTo(ServerConnectionType.DEFAULT));
		Set<String> ids = new HashSet<>();
		this.opener.attempts.forEach((attempt) -> ids.add(attempt.id()));
		assertThat(ids).hasSize(5);
	}

	@Test
	void opensNothingWithAnInitialCountOfZero() {
		ServiceConnectionContainer container = start(0, null);
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.opener.attempts).isEmpty();
		assertThat(container.isOnline()).isTrue();
	}

	@Test
	void replacesALostConnectionAtOnceByOneWithANewId() {
		start(1, null);
		Attempt first = this.opener.last().succeed();
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		first.end("gone");
		assertThat(this.opener.attempts).hasSize(2);
		assertThat(this.opener.last().id()).isNotEqualTo(first.id());
		assertThat(this.hub.closedLinks).containsExactly(first.id());
	}

	@Test
	void waitsBeforeReplacingAConnectionThatEndedRightAway() {
		start(1, null);
		this.opener.last().succeed().end("gone");
		assertThat(this.opener.attempts).hasSize(1);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		assertThat(this.opener.attempts).hasSize(2);
	}

	@Test
	void failedAttemptsShareOneProbe() {
		start(3, null);
		List.copyOf(this.opener.attempts).forEach((attempt) -> attempt.fail("refused"));
		assertThat(this.opener.attempts).hasSize(4);
		this.opener.last().succeed();
		assertThat(this.opener.attempts).hasSize(6);
	}

	@Test
	void restartsNothingAfterStop() {
		ServiceConnectionContainer container = start(2, null);
		Attempt first = this.opener.attempts.get(0).succeed();
		Attempt pending = this.opener.attempts.get(1);
		container.stop();
		assertThat(first.closed).isTrue();
		first.end("closed");
		pending.succeed();
		assertThat(pending.closed).isTrue();
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.opener.attempts).hasSize(2);
	}

	@Test
	void targetPingOpensAConnectionUpToTheMaximum() {
		start(1, 2);
		Attempt first = this.opener.last().succeed();
		first.receive(new Ping(List.of("target", "node-2")));
		Attempt second = this.opener.last();
		assertThat(second.request.connectionType()).isEqualTo(ServerConnectionType.ON_DEMAND);
		assertThat(second.request.target()).isEqualTo("node-2");
		first.receive(new Ping(List.of("target", "node-3")));
		assertThat(this.opener.attempts).hasSize(2);
		second.fail("refused");
		this.time.advanceTimeBy(Duration.ofMinutes(5));
		assertThat(this.opener.attempts).hasSize(2);
	}

	@Test
	void asksForTheStatusEveryTenSeconds() {
		start(1, null);
		Attempt link = this.opener.last().succeed();
		this.time.advanceTimeBy(Duration.ofSeconds(20));
		assertThat(link.sent).containsExactly(new Ping(List.of("status", "1")), new Ping(List.of("status", "1")));
	}

	@Test
	void anyMessageOccasionsAPingWhenTheLastIsMoreThanFiveSecondsAgo() {
		start(1, null);
		Attempt link = this.opener.last().succeed();
		link.receive(open("c1"));
		this.time.advanceTimeBy(Duration.ofMillis(5001));
		link.receive(new Ping(List.of()));
		link.receive(new Ping(List.of()));
		assertThat(link.sent).containsExactly(new Ping(List.of("#clientInHub", "7", "#client", "1")));
	}

	@Test
	void answersAnEchoWithTheSamePing() {
		start(1, null);
		Attempt link = this.opener.last().succeed();
		Ping echo = new Ping(List.of("echo", "42"));
		link.receive(echo);
		assertThat(link.sent).containsExactly(echo);
	}

	@Test
	void tellsTheHubOfADeadInstance() {
		start(1, null);
		this.opener.last().succeed().receive(new Ping(List.of("offline", "node-1")));
		assertThat(this.hub.offlineInstances).containsExactly("node-1");
	}

	@Test
	void serviceErrorStopsWritesAndNotReads() {
		ServiceConnectionContainer container = start(1, null);
		Attempt link = this.opener.last().succeed();
		link.receive(new ServiceError("Maximum message count limit reached: 100000"));
		CompletableFuture<Void> sent = send(container, broadcast());
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(sent).failsWithin(Duration.ZERO)
			.withThrowableThat()
			.withMessageContaining("Maximum message count limit reached: 100000");
		link.receive(open("c1"));
		assertThat(this.hub.messages).containsExactly(open("c1"));
		assertThat(container.isOnline()).isFalse();
	}

	@Test
	void emptyServiceErrorIsIgnored() {
		ServiceConnectionContainer container = start(1, null);
		Attempt link = this.opener.last().succeed();
		link.receive(new ServiceError(""));
		assertThat(send(container, broadcast())).isCompleted();
		assertThat(link.sent).containsExactly(broadcast());
	}

	@Test
	void flowControlTakesTheConnectionOutOfUse() {
		ServiceConnectionContainer container = start(1, null);
		Attempt link = this.opener.last().succeed();
		link.receive(new ConnectionFlowControl(link.id(), FlowControlTarget.SERVER, FlowControlOperation.OFFLINE));
		assertThat(container.activeCount()).isZero();
		assertThat(link.closed).isFalse();
	}

	@Test
	void triesAWriteThreeTimesAndThenFails() {
		ServiceConnectionContainer container = start(1, null);
		CompletableFuture<Void> sent = send(container, broadcast());
		this.time.advanceTimeBy(Duration.ofMillis(399));
		assertThat(sent).isNotDone();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(sent).failsWithin(Duration.ZERO).withThrowableThat().withCauseInstanceOf(IOException.class);
	}

	@Test
	void aRetriedWriteTakesTheConnectionThatHasCome() {
		ServiceConnectionContainer container = start(1, null);
		CompletableFuture<Void> sent = send(container, broadcast());
		this.time.advanceTimeBy(Duration.ofMillis(200));
		Attempt link = this.opener.last().succeed();
		this.time.advanceTimeBy(Duration.ofMillis(200));
		assertThat(sent).isCompleted();
		assertThat(link.sent).containsExactly(broadcast());
	}

	@Test
	void aFullConnectionDelaysTheSender() {
		ServiceConnectionContainer container = start(1, null);
		Attempt link = this.opener.last().succeed();
		link.writable = false;
		CompletableFuture<Void> sent = send(container, broadcast());
		assertThat(link.sent).containsExactly(broadcast());
		assertThat(sent).isNotDone();
		link.writable = true;
		link.listener.onWritable(link);
		assertThat(sent).isCompleted();
	}

	@Test
	void everythingInAClientsFlowTakesItsConnection() {
		ServiceConnectionContainer container = start(5, null);
		List.copyOf(this.opener.attempts).forEach(Attempt::succeed);
		Attempt third = this.opener.attempts.get(2);
		third.receive(open("c1"));
		HubConnections transmitter = transmitter(container);
		for (int i = 0; i < 50; i++) {
			transmitter.send(broadcast(), this.hub.links.get(0));
		}
		assertThat(third.sent).hasSize(50);
	}

	@Test
	void messagesWithOneKeyShareAConnectionUntilItEnds() {
		ServiceConnectionContainer container = start(5, null);
		List.copyOf(this.opener.attempts).forEach(Attempt::succeed);
		this.time.advanceTimeBy(Duration.ofSeconds(2));
		for (int i = 0; i < 50; i++) {
			send(container, broadcast());
		}
		List<Attempt> used = this.opener.attempts.stream().filter((attempt) -> !attempt.sent.isEmpty()).toList();
		assertThat(used).hasSize(1);
		used.get(0).end("gone");
		for (int i = 0; i < 50; i++) {
			send(container, broadcast());
		}
		assertThat(this.opener.attempts.stream().filter((attempt) -> !attempt.sent.isEmpty())).hasSize(2);
	}

	@Test
	void ackMayComeOverAnyConnection() {
		ServiceConnectionContainer container = start(2, null);
		List.copyOf(this.opener.attempts).forEach(Attempt::succeed);
		HubConnections transmitter = transmitter(container);
		var joined = transmitter.sendAndAwaitAck((ackId) -> new JoinGroupWithAck("c1", "g", ackId, null), null)
			.toCompletableFuture();
		Attempt other = this.opener.attempts.stream().filter((attempt) -> attempt.sent.isEmpty()).findFirst().get();
		other.receive(new Ack(1, 1, "", null));
		assertThat(joined).isCompletedWithValue(true);
	}

	@Test
	void endpointIsOnlineFromTheStartUntilAllIsLost() {
		ServiceConnectionContainer container = start(2, null);
		assertThat(container.isOnline()).isTrue();
		this.opener.attempts.get(0).succeed();
		this.opener.attempts.get(1).fail("refused");
		assertThat(container.isOnline()).isTrue();
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		this.opener.attempts.get(0).end("gone");
		assertThat(container.isOnline()).isFalse();
		this.opener.last().succeed();
		assertThat(container.isOnline()).isTrue();
	}

	@Test
	void messagesAboutClientsGoToTheHub() {
		start(1, null);
		Attempt link = this.opener.last().succeed();
		ConnectionData data = new ConnectionData("c1", Payload.utf8("x"), null, DataMessageType.UNKNOWN, false);
		link.receive(open("c1"));
		link.receive(data);
		assertThat(this.hub.messages).containsExactly(open("c1"), data);
		assertThat(this.hub.links.get(0).id()).isEqualTo(link.id());
	}

	@Test
	void aClientThatMovesToAnotherConnectionIsForgottenByTheFormer() {
		start(2, null);
		Attempt former = this.opener.attempts.get(0).succeed();
		Attempt next = this.opener.attempts.get(1).succeed();
		former.receive(open("c1"));
		next.receive(new ConnectionFlowControl("c1", FlowControlTarget.CLIENT, FlowControlOperation.RESUME));
		this.time.advanceTimeBy(Duration.ofSeconds(6));
		former.receive(new Ping(List.of()));
		next.receive(new Ping(List.of()));
		assertThat(former.sent).last().isEqualTo(new Ping(List.of("#clientInHub", "7", "#client", "0")));
		assertThat(next.sent).last().isEqualTo(new Ping(List.of("#clientInHub", "7", "#client", "1")));
	}

	@Test
	void afterFinAPauseMeansThatTheClientMoves() {
		ServiceConnectionContainer container = start(1, null);
		Attempt link = this.opener.last().succeed();
		ConnectionFlowControl pause = new ConnectionFlowControl("c1", FlowControlTarget.CLIENT,
				FlowControlOperation.PAUSE);
		link.receive(open("c1"));
		link.receive(pause);
		assertThat(this.hub.messages).containsExactly(open("c1"), pause);
		container.terminate().forEach((connection) -> connection.leave(Leave.MIGRATE_CLIENTS));
		link.receive(pause);
		assertThat(this.hub.departures).containsExactly("c1");
		assertThat(this.hub.messages).hasSize(2);
	}

	@Test
	void whoWaitsForClientsTakesAPauseAsOne() {
		ServiceConnectionContainer container = start(1, null);
		Attempt link = this.opener.last().succeed();
		link.receive(open("c1"));
		container.terminate().forEach((connection) -> connection.leave(Leave.WAIT_FOR_CLIENTS));
		link.receive(new ConnectionFlowControl("c1", FlowControlTarget.CLIENT, FlowControlOperation.PAUSE));
		assertThat(this.hub.departures).isEmpty();
	}

	@Test
	void whatBelongsToAnOfflineConnectionGoesTogetherThroughAnother() {
		ServiceConnectionContainer container = start(3, null);
		this.opener.attempts.forEach(Attempt::succeed);
		Attempt own = this.opener.attempts.get(0);
		own.receive(new ServiceError("Not here."));
		HubConnections connections = transmitter(container);
		for (int i = 0; i < 20; i++) {
			assertThat(connections.send(broadcast(), (ServiceConnection) own.listener).toCompletableFuture())
				.isCompleted();
		}
		assertThat(own.sent).isEmpty();
		assertThat(this.opener.attempts.get(1).sent.size() + this.opener.attempts.get(2).sent.size()).isEqualTo(20);
		assertThat(this.opener.attempts.subList(1, 3)).anyMatch((attempt) -> attempt.sent.isEmpty());
	}

	private ServiceConnectionContainer start(int initial, @Nullable Integer maximum) {
		ServiceConnectionContainer container = new ServiceConnectionContainer("chat",
				ConnectedEndpoint.inProcess(this.opener), this.environment, this.hub,
				new ServiceConnectionCounts(initial, maximum), true);
		container.start();
		return container;
	}

	private CompletableFuture<Void> send(ServiceConnectionContainer container, ServiceMessage message) {
		return transmitter(container).send(message, null).toCompletableFuture();
	}

	private HubConnections transmitter(ServiceConnectionContainer container) {
		return new HubConnections(new HubEndpoints(List.of(container.endpoint()), (endpoint) -> container),
				new DefaultEndpointRouter(), this.environment);
	}

	private static OpenConnection open(String connectionId) {
		return new OpenConnection(connectionId, List.of(), MessageHeaders.NONE, "", null, "json");
	}

	private static BroadcastData broadcast() {
		return new BroadcastData(List.of(), Payloads.of("json", Payload.utf8("x")), null, null);
	}

}
