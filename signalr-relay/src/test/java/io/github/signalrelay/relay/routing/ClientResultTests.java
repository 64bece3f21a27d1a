// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ErrorCompletion;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceMapping;

import static org.assertj.core.api.Assertions.assertThat;

class ClientResultTests {

	private final RoutingFixture fixture = new RoutingFixture(2);

	private ScriptedAppServer router;

	private RecordingClient client;

	private ScriptedAppServer caller;

	@BeforeEach
	void start() {
		this.router = this.fixture.appServer("router");
		this.client = this.fixture.client();
		this.caller = this.fixture.appServer("caller");
	}

	@AfterEach
	void stop() {
		assertThat(this.fixture.hub().invocations().size()).isZero();
		this.fixture.close();
	}

	@Test
	void clientOfTheCallerIsAskedAndTheCallerEndsTheBookkeeping() {
		ask(this.router, "i");
		assertThat(this.client.texts()).containsExactly("question");
		assertThat(this.router.all(ClientInvocation.class)).isEmpty();
		assertThat(this.router.all(ServiceMapping.class)).isEmpty();
		assertThat(this.fixture.hub().invocations().size()).isEqualTo(1);
		this.router.send(new ClientCompletion("i", this.client.id, "router", "json", Payload.EMPTY, null));
		assertThat(this.router.all(ClientCompletion.class)).isEmpty();
	}

	@Test
	void clientOfAnotherServerIsAskedAndItsAnswerPassedOn() {
		ask(this.caller, "i");
		assertThat(this.client.texts()).containsExactly("question");
		assertThat(this.caller.await(ServiceMapping.class))
			.isEqualTo(new ServiceMapping("i", this.client.id, "node-1"));
		ClientInvocation routed = this.router.await(ClientInvocation.class);
		assertThat(routed.invocationId()).isEqualTo("i");
		assertThat(routed.connectionId()).isEqualTo(this.client.id);
		assertThat(routed.callerServerId()).isEqualTo("caller");
		assertThat(routed.payloads().byProtocol()).isEmpty();
		this.router.send(new ClientCompletion("i", this.client.id, "router", "json", Payload.utf8("answer"), null));
		ClientCompletion answer = this.caller.await(ClientCompletion.class);
		assertThat(answer.payload().toUtf8String()).isEqualTo("answer");
		assertThat(answer.protocol()).isEqualTo("json");
		assertThat(answer.invocationId()).isEqualTo("i");
		assertThat(this.caller.all(ErrorCompletion.class)).isEmpty();
	}

	@Test
	void errorOfTheRouterIsPassedOn() {
		ask(this.caller, "i");
		this.router.send(new ErrorCompletion("i", this.client.id, "router", "no", null));
		assertThat(this.caller.await(ErrorCompletion.class).error()).isEqualTo("no");
	}

	@Test
	void unknownClientIsAnError() {
		this.caller.send(new ClientInvocation("i", "unknown", "caller", ScriptedAppServer.json("q"), null));
		ErrorCompletion error = this.caller.await(ErrorCompletion.class);
		assertThat(error.invocationId()).isEqualTo("i");
		assertThat(error.error()).isEqualTo("Connection 'unknown' does not exist.");
	}

	@Test
	void clientThatGoesIsAnError() {
		ask(this.caller, "i");
		ask(this.caller, "j");
		this.client.disconnect();
		assertThat(this.caller.await(ErrorCompletion.class, 2)).allSatisfy(
				(error) -> assertThat(error.error()).isEqualTo("Connection '" + this.client.id + "' is disconnected."));
	}

	@Test
	void silenceOf10MinutesIsAnError() {
		ask(this.caller, "i");
		this.fixture.advance(Duration.ofSeconds(599));
		this.fixture.hub();
		assertThat(this.caller.all(ErrorCompletion.class)).isEmpty();
		this.fixture.advance(Duration.ofSeconds(1));
		this.router.ping();
		this.caller.ping();
		this.fixture.router.sweep();
		assertThat(this.caller.await(ErrorCompletion.class).error()).contains("in time");
		this.router.send(new ClientCompletion("i", this.client.id, "router", "json", Payload.utf8("late"), null));
		assertThat(this.caller.all(ClientCompletion.class)).isEmpty();
	}

	@Test
	void callerThatGoesIsForgotten() {
		ask(this.caller, "i");
		this.caller.end();
		assertThat(this.fixture.hub().invocations().size()).isZero();
	}

	@Test
	void answerGoesToAnotherConnectionOfTheCaller() {
		ScriptedAppServer second = this.fixture.appServer("caller");
		ask(this.caller, "i");
		this.caller.end();
		this.router.send(new ClientCompletion("i", this.client.id, "router", "json", Payload.utf8("answer"), null));
		assertThat(second.await(ClientCompletion.class).payload().toUtf8String()).isEqualTo("answer");
	}

	/** The answer must find the question also while it changes its caller. */
	@Test
	void answerAtTheMomentWhenTheCallerGoesIsNotLost() throws Exception {
		this.fixture.appServer("caller");
		ExecutorService threads = Executors.newFixedThreadPool(2);
		try {
			for (int round = 0; round < 500; round++) {
				String id = "i" + round;
				ScriptedAppServer leaving = this.fixture.appServer("caller");
				ask(leaving, id);
				CyclicBarrier start = new CyclicBarrier(2);
				Future<?> end = threads.submit(() -> {
					start.await();
					leaving.end();
					return null;
				});
				Future<?> answer = threads.submit(() -> {
					start.await();
					this.router.send(new ClientCompletion(id, this.client.id, "router", "json", Payload.EMPTY, null));
					return null;
				});
				end.get(10, TimeUnit.SECONDS);
				answer.get(10, TimeUnit.SECONDS);
				assertThat(this.fixture.hub().invocations().size()).as(id).isZero();
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void strangersAndOtherClientsCannotAnswer() {
		ScriptedAppServer stranger = this.fixture.appServer("stranger");
		ask(this.caller, "i");
		stranger.send(new ClientCompletion("i", this.client.id, "x", "json", Payload.utf8("evil"), null));
		this.router.send(new ClientCompletion("i", "other", "router", "json", Payload.utf8("evil"), null));
		assertThat(this.caller.all(ClientCompletion.class)).isEmpty();
		assertThat(this.fixture.count("signalr.relay.server.messages.invalid")).isEqualTo(2);
		this.client.disconnect();
	}

	@Test
	void idInUseAndMissingEncodingAreErrors() {
		ask(this.caller, "i");
		ask(this.caller, "i");
		assertThat(this.caller.await(ErrorCompletion.class).error()).contains("'i' is pending");
		this.caller.send(new ClientInvocation("k", this.client.id, "caller",
				Payloads.of("messagepack", Payload.utf8("q")), null));
		assertThat(this.caller.await(ErrorCompletion.class, 2).get(1).error()).contains("json");
		assertThat(this.client.texts()).isEqualTo(List.of("question"));
		this.client.disconnect();
	}

	private void ask(ScriptedAppServer server, String id) {
		server.send(new ClientInvocation(id, this.client.id, server.relayEnd.serverId(),
				ScriptedAppServer.json("question"), null));
		this.fixture.settle();
	}

}
