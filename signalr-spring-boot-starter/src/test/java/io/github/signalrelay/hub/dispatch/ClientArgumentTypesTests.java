// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.dispatch.TypesHub.Box;
import io.github.signalrelay.hub.dispatch.TypesHub.Circle;
import io.github.signalrelay.hub.dispatch.TypesHub.Shape;
import io.github.signalrelay.hub.dispatch.TypesHub.Square;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.hub.JsonHubProtocol;
import io.github.signalrelay.protocol.hub.MessagePackHubProtocol;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.Payloads;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arguments of methods of a client interface are written by their declared types: what a
 * subclass is, or what a container holds, arrives.
 */
class ClientArgumentTypesTests {

	private static final JsonMapper MAPPER = JsonMapper.builder().findAndAddModules().build();

	private static final Instant NOW = Instant.parse("2026-11-22T09:30:00Z");

	private static final List<Shape> SHAPES = List.of(new Circle(1.5), new Square(2, new byte[] { 1 }, NOW));

	private final List<HubProtocol> protocols = List.of(new JsonHubProtocol(MAPPER),
			new MessagePackHubProtocol(MAPPER));

	private final HubFixture fixture = new HubFixture((options) -> options,
			(environment) -> HubEnvironment.of(environment.options(), this.protocols, environment.executor()),
			CallingHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	static Stream<Arguments> calls() {
		return Stream.of(row("shape", SHAPES.get(0), (client) -> client.shape(new Circle(1.5))),
				row("shapes", SHAPES, (client) -> client.shapes(SHAPES)),
				row("shapes", null, (client) -> client.shapes(null)),
				row("shapesByName", Map.of("a", SHAPES), (client) -> client.shapesByName(Map.of("a", SHAPES))),
				row("maybe", Optional.of(SHAPES.get(0)), (client) -> client.maybe(Optional.of(SHAPES.get(0)))),
				row("maybe", Optional.empty(), (client) -> client.maybe(Optional.empty())),
				row("box", new Box<>(SHAPES.get(0), SHAPES), (client) -> client.box(new Box<>(SHAPES.get(0), SHAPES))),
				row("inherited", SHAPES, (client) -> client.inherited(SHAPES)),
				row("array", SHAPES.toArray(Shape[]::new), (client) -> client.array(SHAPES.toArray(Shape[]::new))),
				row("later", SHAPES, (client) -> client.later(SHAPES)));
	}

	private static Arguments row(String method, @Nullable Object value, Consumer<ShapeClient> call) {
		return Arguments.of(method, value, call);
	}

	@ParameterizedTest
	@MethodSource("calls")
	void everyKindOverBothProtocols(String method, @Nullable Object value, Consumer<ShapeClient> call)
			throws Exception {
		call.accept(this.fixture.bean(CallingHub.class).context.clients().all());
		BroadcastData sent = (BroadcastData) this.fixture.transmitter.sent.get(0).message();
		assertArrives(sent.payloads(), method, value);
	}

	/** Questions are written as other calls are. */
	@Test
	void argumentsOfQuestions() throws Exception {
		this.fixture.bean(CallingHub.class).context.clients().client("elsewhere").asked(SHAPES).subscribe();
		ClientInvocation sent = (ClientInvocation) this.fixture.transmitter.sent.get(0).message();
		assertArrives(sent.payloads(), "asked", SHAPES);
	}

	/** Clients of this library's own make read what was written, by the same types. */
	private void assertArrives(Payloads payloads, String method, @Nullable Object value) throws Exception {
		Type type = Stream.of(ShapeClient.class.getDeclaredMethods())
			.filter((candidate) -> candidate.getName().equals(method))
			.map((candidate) -> candidate.getGenericParameterTypes()[0])
			.findFirst()
			.orElse(ShapeClient.class.getMethod("shapes", List.class).getGenericParameterTypes()[0]);
		for (HubProtocol protocol : this.protocols) {
			ByteBuffer bytes = payloads.byProtocol().get(protocol.name()).asByteBuffer();
			Invocation read = (Invocation) protocol.parse(bytes, new OneParameter(type));
			assertThat(read.target()).isEqualTo(method);
			assertThat(read.arguments().toArray()).as(protocol.name()).isEqualTo(new Object[] { value });
		}
	}

	/**
	 * Knows a method with one parameter.
	 *
	 * @param type type of the parameter
	 */
	private record OneParameter(Type type) implements InvocationBinder {

		@Override
		public List<Type> parameterTypes(String target) {
			return List.of(this.type);
		}

		@Override
		public @Nullable Type resultType(String invocationId) {
			return null;
		}

		@Override
		public @Nullable Type streamItemType(String streamId) {
			return null;
		}

	}

	interface Inherited<T> {

		void inherited(List<T> value);

	}

	interface ShapeClient extends Inherited<Shape> {

		void shape(Shape value);

		void shapes(@Nullable List<Shape> value);

		void shapesByName(Map<String, ? extends List<Shape>> value);

		void maybe(Optional<Shape> value);

		void box(Box<Shape> value);

		void array(Shape[] value);

		Mono<Void> later(List<Shape> value);

		Mono<Integer> asked(List<Shape> value);

	}

	@Hub(value = "calling", client = ShapeClient.class)
	static class CallingHub {

		final HubContext<ShapeClient> context;

		CallingHub(HubContext<ShapeClient> context) {
			this.context = context;
		}

	}

}
