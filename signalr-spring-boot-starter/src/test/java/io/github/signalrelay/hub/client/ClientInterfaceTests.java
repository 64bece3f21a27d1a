// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
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

/**
 * Hub protocol reference, section 15, "Strongly typed hubs".
 */
class ClientInterfaceTests {

	private final RecordingProxy proxy = new RecordingProxy();

	@Test
	void callsGoOutByName() {
		GoodClient client = new ClientInterface<>(GoodClient.class).proxy(this.proxy);
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
		assertThat(new ClientInterface<>(ClientProxy.class).proxy(this.proxy)).isSameAs(this.proxy);
	}

	@Test
	void failureOfAMonoReachesItsSubscriber() {
		this.proxy.done.completeExceptionally(new IllegalStateException("gone"));
		Mono<Void> mono = new ClientInterface<>(GoodClient.class).proxy(this.proxy).three();
		StepVerifier.create(mono).verifyErrorMessage("gone");
	}

	@ParameterizedTest
	@MethodSource
	void refused(Class<?> type, String message) {
		assertThatExceptionOfType(HubDefinitionException.class).isThrownBy(() -> new ClientInterface<>(type))
			.withMessageContaining(message)
			.satisfies((ex) -> assertThat(ex.action()).isNotBlank());
	}

	static Stream<Arguments> refused() {
		String all = "All client proxy methods must return void, CompletionStage<Void> or Mono<Void>";
		return Stream.of(Arguments.of(String.class, "Type must be an interface."),
				Arguments.of(Overloaded.class, "Duplicate definitions of 'send'. Overloading is not supported."),
				Arguments.of(SameInOtherCase.class, "Overloading is not supported."),
				Arguments.of(Defaulted.class,
						"Cannot generate proxy implementation for 'Defaulted.send'. Default methods are not supported."),
				Arguments.of(GenericMethod.class, "Generic methods are not supported."),
				Arguments.of(ValueReturning.class,
						"Cannot generate proxy implementation for 'ValueReturning.send'. " + all),
				Arguments.of(FluxReturning.class, all + "; clients cannot stream to a caller."),
				Arguments.of(ResultReturning.class, "waits for a client result, which is not supported yet."),
				Arguments.of(StageResultReturning.class, "waits for a client result, which is not supported yet."));
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

	interface ValueReturning {

		String send();

	}

	interface FluxReturning {

		Flux<String> send();

	}

	interface ResultReturning {

		Mono<Boolean> send();

	}

	interface StageResultReturning {

		CompletionStage<String> send();

	}

	private static final class RecordingProxy implements ClientProxy {

		private final CompletableFuture<Void> done = new CompletableFuture<>();

		private final List<String> calls = new CopyOnWriteArrayList<>();

		@Override
		public CompletionStage<Void> send(String method, @Nullable Object... arguments) {
			this.calls.add(method + java.util.Arrays.asList(arguments));
			return this.done;
		}

	}

}
