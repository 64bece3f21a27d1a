// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubMethod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Hub protocol reference, section 15, "Strongly typed hubs".
 */
class ClientInterfaceTests {

	private final RecordingProxy proxy = new RecordingProxy();

	@Test
	void callsGoOutByName() {
		GoodClient client = new ClientInterface<>(GoodClient.class, () -> true).proxy(this.proxy);
		client.one("a", 1);
		assertThat(client.two()).isSameAs(this.proxy.done);
		assertThat(client.future()).isSameAs(this.proxy.done);
		Mono<Void> mono = client.three();
		client.inherited(null);
		client.own();
		assertThat(this.proxy.calls).containsExactly("one[a, 1]", "two[]", "future[]", "three[]", "inherited[null]",
				"Other Name[]");
		this.proxy.done.complete(null);
		StepVerifier.create(mono).verifyComplete();
		assertThat(client.hashCode()).isEqualTo(client.hashCode());
	}

	@Test
	void callsByNameNeedNoWrapping() {
		assertThat(new ClientInterface<>(ClientProxy.class, () -> true).proxy(this.proxy)).isSameAs(this.proxy);
	}

	@Test
	void failureOfAMonoReachesItsSubscriber() {
		this.proxy.done.completeExceptionally(new IllegalStateException("gone"));
		Mono<Void> mono = new ClientInterface<>(GoodClient.class, () -> true).proxy(this.proxy).three();
		StepVerifier.create(mono).verifyErrorMessage("gone");
	}

	@ParameterizedTest
	@MethodSource
	void refused(Class<?> type, String message) {
		assertThatExceptionOfType(HubDefinitionException.class)
			.isThrownBy(() -> new ClientInterface<>(type, () -> true))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.action()).isNotBlank());
	}

	static Stream<Arguments> refused() {
		String all = "All client proxy methods must return void, a value, CompletionStage or Mono";
		return Stream.of(Arguments.of(String.class, "Type must be an interface."),
				Arguments.of(Overloaded.class, "Duplicate definitions of 'send'. Overloading is not supported."),
				Arguments.of(SameInOtherCase.class, "Overloading is not supported."),
				Arguments.of(Defaulted.class,
						"Cannot generate proxy implementation for 'Defaulted.send'. Default methods are not supported."),
				Arguments.of(GenericMethod.class, "Generic methods are not supported."),
				Arguments.of(FutureReturning.class,
						"Cannot generate proxy implementation for 'FutureReturning.send'. " + all),
				Arguments.of(StreamReturning.class, all + "; clients cannot stream to a caller."),
				Arguments.of(MonoOfFlux.class, all + "; clients cannot stream to a caller."),
				Arguments.of(RawMono.class, "The type of the result is not known."),
				Arguments.of(FluxReturning.class, all + "; clients cannot stream to a caller."));
	}

	@Test
	void onlySingleClientsCanBeAsked() {
		AskingClient client = new ClientInterface<>(AskingClient.class, () -> true).proxy(this.proxy);
		String text = "InvokeAsync only works with Single clients.";
		assertThatIllegalStateException().isThrownBy(client::value).withMessage(text);
		assertThatIllegalStateException().isThrownBy(client::stage).withMessage(text);
		StepVerifier.create(client.mono()).verifyErrorMessage(text);
		assertThat(this.proxy.calls).isEmpty();
	}

	@Test
	void threadsThatMustNotWaitDoNot() {
		AskingClient client = new ClientInterface<>(AskingClient.class, () -> false).proxy(this.proxy);
		assertThatIllegalStateException().isThrownBy(client::value)
			.withMessageContaining("'value' waits for the client, and this thread must not wait.");
	}

	interface Parent {

		void inherited(@Nullable String text);

	}

	interface GoodClient extends Parent {

		void one(String text, int number);

		CompletionStage<Void> two();

		CompletableFuture<Void> future();

		Mono<Void> three();

		@HubMethod("Other Name")
		void own();

	}

	interface Overloaded {

		void send(String text);

		void send(int number);

	}

	interface SameInOtherCase {

		void send();

		@HubMethod("SEND")
		void other();

	}

	interface Defaulted {

		default void send() {
		}

	}

	interface GenericMethod {

		<T> void send(T value);

	}

	interface FutureReturning {

		Future<String> send();

	}

	interface StreamReturning {

		Stream<String> send();

	}

	interface FluxReturning {

		Flux<String> send();

	}

	interface MonoOfFlux {

		Mono<Flux<String>> send();

	}

	@SuppressWarnings("rawtypes")
	interface RawMono {

		Mono send();

	}

	interface AskingClient {

		int value();

		CompletionStage<String> stage();

		Mono<List<String>> mono();

	}

	private static final class RecordingProxy implements ClientProxy {

		private final CompletableFuture<Void> done = new CompletableFuture<>();

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@Override
		public CompletionStage<Void> send(String method, @Nullable Object... arguments) {
			this.calls.add(method + Arrays.asList(arguments));
			return this.done;
		}

	}

}
