// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import java.time.Duration;
import java.util.Map;

import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import io.github.signalrelay.test.HubInvocationException;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.PendingInvocation;
import io.github.signalrelay.test.ReceivedStream;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.TestHubClientBuilder;
import io.github.signalrelay.test.autoconfigure.SignalRHubTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.BDDMockito.given;

/** Calls, streams and errors, as test clients see them. */
@SignalRHubTest(WorkHub.class)
class CallingTests {

	private static final ParameterizedTypeReference<Map<String, String>> TEXTS = new ParameterizedTypeReference<>() {
	};

	@Autowired
	HubTester hubs;

	@MockitoBean
	Prices prices;

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void aMethodAnswersWithWhatItsMockSays(String protocol) {
		given(this.prices.of("ACME")).willReturn(42);
		TestHubClient client = this.hubs.client(WorkHub.class).protocol(protocol).connect();
		assertThat(client.invoke("price", "ACME").as(Integer.class)).isEqualTo(42);
		assertThat(client.invoke("PRICE", "ACME").as(String.class)).isEqualTo("42");
		assertThat(client.invoke("price", "ACME")).hasToString("42");
	}

	@Test
	void aMethodWithoutResultAnswersNull() {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		assertThat(client.invoke("echo", (Object) null).as(String.class)).isNull();
	}

	@Test
	void theHubKnowsWhatTheClientShowed() {
		TestHubClient client = this.hubs.client(WorkHub.class)
			.user("ann")
			.claim("department", "R&D")
			.header("X-Tenant", "north")
			.query("room", "a b&c")
			.connect();
		assertThat(client.invoke("whoAmI").as(TEXTS)).containsEntry("user", "ann")
			.containsEntry("principal", "ann")
			.containsEntry("department", "R&D")
			.containsEntry("tenant", "north")
			.containsEntry("room", "a b&c")
			.containsEntry("path", "/work")
			.containsEntry("address", "127.0.0.1");
	}

	@Test
	void aClientIsAnonymousUnlessItIsSomebody() {
		assertThat(this.hubs.connect(WorkHub.class).invoke("whoAmI").as(TEXTS)).containsEntry("user", null)
			.containsEntry("principal", null);
	}

	@Test
	void errorsAreThoseOfProduction() {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		assertThatError("fail", true).withMessage(
				"An unexpected error occurred invoking 'fail' on the server. HubException: You may know this.");
		assertThatError("fail", false).withMessage("An unexpected error occurred invoking 'fail' on the server.");
		assertThatError("fail", "text").withMessage("Failed to invoke 'fail' due to an error on the server.");
		assertThatError("missing").withMessage(
				"Failed to invoke 'missing' due to an error on the server. HubException: Method does not exist.");
		assertThat(client.isConnected()).isTrue();
	}

	private ThrowableAssertAlternative<HubInvocationException> assertThatError(String method, Object... arguments) {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		return assertThatExceptionOfType(HubInvocationException.class)
			.isThrownBy(() -> client.invoke(method, arguments));
	}

	@Test
	void detailedErrorsAreSeenWhereTheHubShowsThem() {
		TestHubClient client = this.hubs.connect(WorkHub.class);
		client.send("fail", false);
		assertThat(client.invoke("echo", "still there").as(String.class)).isEqualTo("still there");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void streamsOfTheHub(String protocol) {
		TestHubClient client = this.hubs.client(WorkHub.class).protocol(protocol).connect();
		ReceivedStream stream = client.stream("count", 3);
		assertThat(stream.next(Integer.class)).isEqualTo(1);
		assertThat(stream.toList(Integer.class)).containsExactly(1, 2, 3);
		assertThat(stream.isEnded()).isTrue();
		assertThat(stream.next(Integer.class)).isEqualTo(2);
		assertThat(stream.next(Integer.class)).isEqualTo(3);
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> stream.next(Integer.class))
			.withMessage("No further item came, the stream has ended. Items: [1, 2, 3]");
	}

	@Test
	void aStreamIsCancelled() {
		ReceivedStream ticks = this.hubs.connect(WorkHub.class).stream("ticks");
		assertThat(ticks.next(Long.class)).isNotNull();
		ticks.cancel();
		ticks.awaitEnd();
	}

	@Test
	void aStreamEndsWithTheErrorOfTheHub() {
		ReceivedStream broken = this.hubs.connect(WorkHub.class).stream("broken");
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(() -> broken.toList(Integer.class))
			.withMessage("An error occurred on the server while streaming results. HubException: It broke.");
		assertThat(broken.items()).hasToString("[1]");
		ReceivedStream refused = this.hubs.connect(WorkHub.class).stream("echo", "text");
		assertThatExceptionOfType(HubInvocationException.class).isThrownBy(refused::awaitEnd)
			.withMessage("The client attempted to invoke the non-streaming 'echo' method with a streaming invocation.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "json", "messagepack" })
	void publishersAreUploaded(String protocol) {
		TestHubClient client = this.hubs.client(WorkHub.class).protocol(protocol).connect();
		assertThat(client.invoke("sum", Flux.range(1, 100), 1000).as(Integer.class)).isEqualTo(6050);
		assertThatExceptionOfType(HubInvocationException.class)
			.isThrownBy(() -> client.invoke("sum", Flux.error(new IllegalStateException("No more.")), 0))
			.withMessageEndingWith("HubException: No more.");
	}

	@Test
	void anUploadGoesOnWhileTheTestDecides() {
		Sinks.Many<Integer> numbers = Sinks.many().unicast().onBackpressureBuffer();
		PendingInvocation sum = this.hubs.connect(WorkHub.class).start("sum", numbers.asFlux(), 1);
		numbers.tryEmitNext(2).orThrow();
		assertThat(sum.isDone()).isFalse();
		numbers.tryEmitNext(3).orThrow();
		numbers.tryEmitComplete().orThrow();
		assertThat(sum.await().as(Integer.class)).isEqualTo(6);
	}

	@Test
	void waitingHasALimit() {
		TestHubClient client = this.hubs.client(WorkHub.class).limit(Duration.ofMillis(50)).connect();
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> client.invoke("never"))
			.withMessage("The hub did not answer within PT0.05S.");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(client::awaitClose)
			.withMessage("The connection did not end within PT0.05S.");
	}

	@Test
	void aHubThatDoesNotExistIsNamed() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.hubs.connect("other"))
			.withMessage("There is no hub 'other' in this application, which has [work]");
		assertThatIllegalArgumentException().isThrownBy(() -> this.hubs.connect(String.class))
			.withMessage("java.lang.String is not a hub of this application, which has [work]");
		TestHubClientBuilder builder = this.hubs.client(WorkHub.class).protocol("xml");
		assertThatIllegalArgumentException().isThrownBy(builder::connect).withMessage("There is no hub protocol 'xml'");
	}

}
