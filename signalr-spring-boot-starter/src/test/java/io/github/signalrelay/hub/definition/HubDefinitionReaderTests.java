// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.diagnostics.FailureAnalysis;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.hub.binding.StandardArgumentResolvers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Hub protocol reference, section 15, "Methods": what a hub may not contain.
 */
class HubDefinitionReaderTests {

	private final HubDefinitionReader reader = new HubDefinitionReader(StandardArgumentResolvers.ALL);

	@Test
	void readsMethodsAndCallbacks() {
		HubDefinition definition = this.reader.read(GoodHub.class);
		assertThat(definition.name()).isEqualTo("good");
		assertThat(definition.path()).isEqualTo("/good");
		assertThat(definition.methods().keySet()).containsExactlyInAnyOrder("send", "other");
		assertThat(definition.method("SEND").argumentTypes()).hasSize(1);
		assertThat(definition.method("Send").returnStyle()).isEqualTo(ReturnStyle.BLOCKING);
		assertThat(definition.method("other").returnStyle()).isEqualTo(ReturnStyle.REACTIVE);
		assertThat(definition.onConnected().method().getName()).isEqualTo("joined");
		assertThat(definition.onDisconnected().method().getName()).isEqualTo("left");
	}

	@Test
	void declaredTypesDecideWhatIsAStream() {
		HubDefinition definition = this.reader.read(StreamsHub.class);
		assertThat(definition.methods().values().stream().filter(HubMethodDefinition::streaming))
			.extracting(HubMethodDefinition::name)
			.containsExactlyInAnyOrder("flux", "publisher", "stream", "numbers", "iterator", "later", "laterStage");
		assertThat(definition.method("flux").returnStyle()).isEqualTo(ReturnStyle.PUBLISHER);
		assertThat(definition.method("stream").returnStyle()).isEqualTo(ReturnStyle.BLOCKING);
		assertThat(definition.method("flux").uploadTypes()).containsExactly(Integer.class, Number.class);
		assertThat(definition.method("flux").argumentTypes()).containsExactly(String.class);
		assertThat(definition.method("stream").uploadTypes()).hasSize(2).contains(String.class);
	}

	@ParameterizedTest
	@MethodSource
	void refused(Class<?> hub, String message) {
		assertThatExceptionOfType(HubDefinitionException.class).isThrownBy(() -> this.reader.read(hub))
			.withMessageContaining(message)
			.satisfies((ex) -> {
				assertThat(ex.action()).isNotBlank();
				FailureAnalysis analysis = new HubDefinitionFailureAnalyzer().analyze(ex);
				assertThat(analysis.getDescription()).contains(hub.getName(), message);
				assertThat(analysis.getAction()).isEqualTo(ex.action());
			});
	}

	static Stream<Arguments> refused() {
		return Stream.of(
				Arguments.of(OverloadedHub.class, "Duplicate definitions of 'send'. Overloading is not supported."),
				Arguments.of(CaseHub.class, "Overloading is not supported."),
				Arguments.of(RenamedTwiceHub.class, "Duplicate definitions of 'x'. Overloading is not supported."),
				Arguments.of(GenericMethodHub.class,
						"Method 'send' is a generic method which is not supported on a Hub."),
				Arguments.of(StaticHub.class, "static or private"), Arguments.of(PrivateHub.class, "static or private"),
				Arguments.of(BlockingUploadHub.class, "Parameter 1 of 'send' is a Iterator, which blocks"),
				Arguments.of(MonoParameterHub.class, "Parameter 1 of 'send' is a Mono, which clients cannot send"),
				Arguments.of(ConnectStreamHub.class, "returns a value"),
				Arguments.of(ConnectUploadHub.class, "takes an argument that nobody can supply"),
				Arguments.of(RawUploadHub.class, "The type of parameter 1 of 'send' is not known"),
				Arguments.of(FutureHub.class, "can only be waited for"),
				Arguments.of(WrongClientsHub.class, "The client type of parameter 1 of 'send' is java.lang.Runnable"),
				Arguments.of(TwoConnectsHub.class, "There are 2 methods with @OnConnected"),
				Arguments.of(ConnectArgumentHub.class, "takes an argument that nobody can supply"),
				Arguments.of(ConnectErrorHub.class, "takes an argument that nobody can supply"),
				Arguments.of(ConnectValueHub.class, "returns a value"),
				Arguments.of(BothHub.class, "has both @OnConnected and @HubMethod"),
				Arguments.of(UnboundHub.class, "The type of parameter 1 of 'send' is not known"),
				Arguments.of(BadNameHub.class, "'a b' is not a name for a hub"),
				Arguments.of(BadPathHub.class, "'chat' is not a path for a hub"));
	}

	@Hub("good")
	static class GoodHub {

		@HubMethod
		String send(HubCaller caller, String text, HubCallerClients<ClientProxy> clients) {
			return text;
		}

		@HubMethod("other")
		Mono<Void> renamed() {
			return Mono.empty();
		}

		@OnConnected
		CompletionStage<Void> joined(HubCaller caller) {
			return null;
		}

		@OnDisconnected
		void left(HubCaller caller, Throwable error) {
		}

		void notExposed() {
		}

	}

	@Hub("h")
	static class OverloadedHub {

		@HubMethod
		void send(String text) {
		}

		@HubMethod
		void send(int number) {
		}

	}

	@Hub("h")
	static class CaseHub {

		@HubMethod
		void send() {
		}

		@HubMethod
		void SEND() {
		}

	}

	@Hub("h")
	static class RenamedTwiceHub {

		@HubMethod("x")
		void one() {
		}

		@HubMethod("x")
		void two() {
		}

	}

	@Hub("h")
	static class GenericMethodHub {

		@HubMethod
		<T> void send(T value) {
		}

	}

	@Hub("h")
	static class StaticHub {

		@HubMethod
		static void send() {
		}

	}

	@Hub("h")
	static class PrivateHub {

		@HubMethod
		private void send() {
		}

	}

	@Hub("h")
	static class StreamsHub {

		@HubMethod
		Flux<String> flux(Flux<Integer> items, HubCaller caller, String text, Publisher<? extends Number> others) {
			return Flux.empty();
		}

		@HubMethod
		Publisher<String> publisher() {
			return Flux.empty();
		}

		@HubMethod
		Stream<String> stream(Stream<String> items, Iterator<List<String>> lists) {
			return Stream.empty();
		}

		@HubMethod
		IntStream numbers() {
			return IntStream.empty();
		}

		@HubMethod
		Iterator<String> iterator() {
			return List.<String>of().iterator();
		}

		@HubMethod
		Mono<Flux<String>> later() {
			return Mono.empty();
		}

		@HubMethod
		CompletionStage<Stream<String>> laterStage() {
			return null;
		}

		@HubMethod
		List<String> list() {
			return List.of();
		}

		@HubMethod
		Iterable<String> iterable() {
			return List.of();
		}

		@HubMethod
		Mono<List<String>> laterList() {
			return Mono.empty();
		}

	}

	@Hub("h")
	static class BlockingUploadHub {

		@HubMethod
		Mono<Void> send(Iterator<String> items) {
			return Mono.empty();
		}

	}

	@Hub("h")
	static class MonoParameterHub {

		@HubMethod
		void send(Mono<String> item) {
		}

	}

	@Hub("h")
	static class ConnectStreamHub {

		@OnConnected
		Flux<String> joined() {
			return Flux.empty();
		}

	}

	@Hub("h")
	static class ConnectUploadHub {

		@OnConnected
		void joined(Flux<String> items) {
		}

	}

	@Hub("h")
	@SuppressWarnings("rawtypes")
	static class RawUploadHub {

		@HubMethod
		void send(Flux items) {
		}

	}

	@Hub("h")
	static class FutureHub {

		@HubMethod
		Future<String> send() {
			return null;
		}

	}

	@Hub("h")
	static class WrongClientsHub {

		@HubMethod
		void send(HubCallerClients<Runnable> clients) {
		}

	}

	@Hub("h")
	static class TwoConnectsHub {

		@OnConnected
		void one() {
		}

		@OnConnected
		void two() {
		}

	}

	@Hub("h")
	static class ConnectArgumentHub {

		@OnConnected
		void joined(String text) {
		}

	}

	@Hub("h")
	static class ConnectErrorHub {

		@OnConnected
		void joined(Throwable error) {
		}

	}

	@Hub("h")
	static class ConnectValueHub {

		@OnConnected
		int joined() {
			return 1;
		}

	}

	@Hub("h")
	static class BothHub {

		@OnConnected
		@HubMethod
		void joined() {
		}

	}

	@Hub("h")
	static class UnboundHub<T> {

		@HubMethod
		void send(T value) {
		}

	}

	@Hub("a b")
	static class BadNameHub {

	}

	@Hub(value = "h", path = "chat")
	static class BadPathHub {

	}

}
