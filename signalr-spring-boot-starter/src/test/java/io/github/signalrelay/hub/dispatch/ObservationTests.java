// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubConnect;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;
import io.github.signalrelay.hub.invocation.CallerScope;
import io.github.signalrelay.hub.observation.CallObservation;
import io.github.signalrelay.hub.observation.ConnectionRecorder;
import io.github.signalrelay.hub.observation.DefaultHubInvocationObservationConvention;
import io.github.signalrelay.hub.observation.HubInvocationObservationContext;
import io.github.signalrelay.hub.observation.HubInvocationObservationConvention;
import io.github.signalrelay.hub.observation.HubObservations;
import io.github.signalrelay.hub.runtime.HubEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What observers see of a hub, and code of the hub of its observation. */
class ObservationTests {

	private static final String INVOCATIONS = "signalr.hub.invocations";

	private static final String CALLBACKS = "signalr.hub.callbacks";

	private final TestObservationRegistry registry = TestObservationRegistry.create();

	private final StoppedObservations stopped = new StoppedObservations();

	private final HubFixture fixture = observed(null);

	@BeforeEach
	void watch() {
		this.registry.observationConfig().observationHandler(this.stopped);
	}

	@AfterEach
	void close() {
		hub(this.fixture).gate.countDown();
		this.fixture.close();
	}

	private HubFixture observed(HubInvocationObservationConvention convention, Class<?>... more) {
		Class<?>[] beans = Stream.concat(Stream.of(ObservedHub.class), Stream.of(more)).toArray(Class<?>[]::new);
		HubFixture observed = new HubFixture((options) -> options,
				(environment) -> new HubEnvironment(environment.options(), List.of(), environment.protocols(),
						environment.executor(), new RefusingScope(), List.of(), List.of(),
						new HubObservations(this.registry, convention, null, ConnectionRecorder.NONE)),
				beans);
		hub(observed).registry = this.registry;
		return observed;
	}

	private static ObservedHub hub(HubFixture fixture) {
		return fixture.bean(ObservedHub.class);
	}

	private static Map<String, String> invocation(String method, String kind, String outcome, String exception) {
		return Map.of("hub", "observed", "method", method, "kind", kind, "outcome", outcome, "exception", exception);
	}

	private void awaitInvocations(List<Map<String, String>> expected) {
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(this.stopped.low(INVOCATIONS)).isEqualTo(expected));
	}

	@ParameterizedTest
	@CsvSource({ "blocking, 'observed/blocking'", "BLOCKING, 'observed/blocking'",
			"reactive, 'observed/reactive, observed/reactive'" })
	void aCallIsObservedWhileItRuns(String target, String result) {
		TestClient client = this.fixture.connect();
		client.invoke("1", target, "");
		client.awaitMessages(TestClient.resultOf("1", "\"" + result + "\""));
		String method = target.toLowerCase(Locale.ROOT);
		awaitInvocations(List.of(invocation(method, "call", "SUCCESS", "none")));
		Observation.Context context = this.stopped.named(INVOCATIONS).get(0);
		assertThat(context.getContextualName()).isEqualTo("observed/" + method);
		assertThat(StoppedObservations.map(context.getHighCardinalityKeyValues()))
			.isEqualTo(Map.of("signalr.connection.id", client.id));
		TestObservationRegistryAssert.assertThat(this.registry).doesNotHaveAnyRemainingCurrentObservation();
	}

	@ParameterizedTest
	@CsvSource({ "told, ERROR, HubException", "other, ERROR, IllegalArgumentException",
			"canceled, CANCELED, CancellationException", "refused, REFUSED, SecurityException" })
	void aCallThatFails(String kind, String outcome, String exception) {
		this.fixture.connect().invoke("1", "fails", "\"" + kind + "\"");
		awaitInvocations(List.of(invocation("fails", "call", outcome, exception)));
	}

	@Test
	void aResultThatCannotBeWritten() {
		this.fixture.connect().invoke("1", "unwritable", "");
		awaitInvocations(List.of(invocation("unwritable", "call", "ERROR", "HubProtocolException")));
	}

	@Test
	void whatIsNotLetIn() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "madeUpByTheClient", "");
		client.stream("2", "madeUpByTheClient", "");
		client.invoke("3", "number", "\"secret\"");
		client.invoke("4", "flux", "");
		client.stream("5", "blocking", "");
		client.upload("6", "number", "1", "\"s\"");
		awaitInvocations(List.of(invocation("UNKNOWN", "call", "REFUSED", "none"),
				invocation("UNKNOWN", "call", "REFUSED", "none"), invocation("number", "call", "REFUSED", "none"),
				invocation("flux", "call", "REFUSED", "none"), invocation("blocking", "stream", "REFUSED", "none"),
				invocation("number", "call", "REFUSED", "none")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "later", "stream", "iterator" })
	void aStreamIsObservedToItsEnd(String method) {
		TestClient client = this.fixture.connect();
		client.stream("1", method, "");
		awaitInvocations(List.of(invocation(method, "stream", "SUCCESS", "none")));
		List<String> expected = switch (method) {
			case "flux" -> List.of("observed/flux", "observed/flux");
			case "later" -> List.of("a", "observed/later");
			case "stream" -> List.of("observed/stream");
			default -> List.of("a");
		};
		List<String> messages = new CopyOnWriteArrayList<>();
		expected.forEach((item) -> messages.add(TestClient.itemOf("1", "\"" + item + "\"")));
		messages.add(TestClient.endOf("1"));
		client.awaitMessages(messages.toArray(String[]::new));
	}

	@Test
	void aStreamUnderWay() {
		TestClient client = this.fixture.connect();
		client.stream("1", "endless", "");
		client.awaitMessages(TestClient.itemOf("1", "\"a\""));
		assertThat(this.stopped.named(INVOCATIONS)).isEmpty();
		client.cancel("1");
		awaitInvocations(List.of(invocation("endless", "stream", "CANCELED", "none")));
	}

	@Test
	void aStreamWhoseClientGoes() {
		TestClient client = this.fixture.connect();
		client.stream("1", "endless", "");
		client.awaitMessages(TestClient.itemOf("1", "\"a\""));
		client.leave();
		awaitInvocations(List.of(invocation("endless", "stream", "CANCELED", "none")));
	}

	@ParameterizedTest
	@CsvSource({ "breaks, IllegalStateException", "nothing, IllegalStateException",
			"unwritableItem, HubProtocolException" })
	void aStreamThatFails(String method, String exception) {
		this.fixture.connect().stream("1", method, "");
		awaitInvocations(List.of(invocation(method, "stream", "ERROR", exception)));
	}

	@Test
	void theNextCallOfAClientIsNoPartOfTheFormer() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "waits", "");
		client.invoke("2", "blocking", "");
		client.invoke("3", "reactive", "");
		hub(this.fixture).gate.countDown();
		await().atMost(TestClient.LIMIT).until(() -> this.stopped.named(INVOCATIONS).size() == 3);
		assertThat(this.stopped.named(INVOCATIONS)).extracting(Observation.Context::getParentObservation)
			.containsOnlyNulls();
	}

	@Test
	void callbacks() {
		TestClient client = this.fixture.connect();
		client.leave();
		await().atMost(TestClient.LIMIT)
			.untilAsserted(() -> assertThat(this.stopped.low(CALLBACKS)).containsExactly(
					Map.of("hub", "observed", "callback", "connect", "outcome", "SUCCESS", "exception", "none"),
					Map.of("hub", "observed", "callback", "disconnect", "outcome", "SUCCESS", "exception", "none")));
		assertThat(hub(this.fixture).atConnect).isEqualTo("observed CONNECT");
	}

	@Test
	void aClientThatIsRefused() {
		hub(this.fixture).refuseClients = true;
		this.fixture.connect().awaitClosedByServer();
		assertThat(this.stopped.low(CALLBACKS)).containsExactly(Map.of("hub", "observed", "callback", "connect",
				"outcome", "ERROR", "exception", "IllegalStateException"));
	}

	@ParameterizedTest
	@CsvSource({ "blocking, 'observed/blocking'", "reactive, 'observed/reactive, observed/reactive'" })
	void filtersRunInsideOfTheObservation(String method, String result) {
		try (HubFixture filtered = observed(null, LaterFilter.class)) {
			LaterFilter filter = filtered.bean(LaterFilter.class);
			filter.registry = this.registry;
			TestClient client = filtered.connect();
			client.invoke("1", method, "");
			client.awaitMessages(TestClient.resultOf("1", "\"" + result + "\""));
			awaitInvocations(List.of(invocation(method, "call", "SUCCESS", "none")));
			assertThat(filter.seen).containsExactly(this.stopped.named(CALLBACKS).get(0),
					this.stopped.named(INVOCATIONS).get(0));
		}
	}

	@Test
	void whatAFilterRefusesIsSeen() {
		try (HubFixture filtered = observed(null, LaterFilter.class)) {
			filtered.bean(LaterFilter.class).refuse = true;
			filtered.connect().invoke("1", "blocking", "");
			awaitInvocations(List.of(invocation("blocking", "call", "REFUSED", "SecurityException")));
		}
	}

	@Test
	void nothingThatClientsWriteBecomesATag() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "secret", "\"secret\"");
		client.invoke("2", "number", "\"secret\"");
		client.invoke("secret", "fails", "\"secret\"");
		client.stream("4", "breaks", "");
		await().atMost(TestClient.LIMIT).until(() -> this.stopped.named(INVOCATIONS).size() == 4);
		assertThat(this.stopped.contexts).allSatisfy((context) -> assertThat(context.getAllKeyValues())
			.noneMatch((key) -> key.getValue().contains("secret")));
		// the text of a refusal quotes the argument
		assertThat(this.stopped.named(INVOCATIONS).get(1).getError()).isNull();
	}

	@Test
	void aConventionOfTheApplication() {
		try (HubFixture own = observed(new OwnConvention())) {
			own.connect().invoke("1", "blocking", "");
			await().atMost(TestClient.LIMIT).until(() -> this.stopped.named("own.calls").size() == 1);
			assertThat(this.stopped.low("own.calls").get(0)).containsEntry("tenant", "c1");
		}
	}

	@Test
	void nothingIsMadeWhenNobodyObserves() {
		for (ObservationRegistry nobody : List.of(ObservationRegistry.NOOP, ObservationRegistry.create())) {
			HubObservations observations = new HubObservations(nobody, null, null, ConnectionRecorder.NONE);
			CallObservation observation = observations.invocation("hub", "method", false, new NoCaller().get(),
					Map.of());
			assertThat(observation).isSameAs(CallObservation.NONE);
			ContextView known = Context.of("key", "value");
			assertThat(observation.in(known)).isSameAs(known);
		}
	}

	/** Writes down what has ended. */
	private static final class StoppedObservations implements ObservationHandler<Observation.Context> {

		private final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

		@Override
		public void onStop(Observation.Context context) {
			this.contexts.add(context);
		}

		@Override
		public boolean supportsContext(Observation.Context context) {
			return true;
		}

		List<Observation.Context> named(String name) {
			return this.contexts.stream().filter((context) -> name.equals(context.getName())).toList();
		}

		List<Map<String, String>> low(String name) {
			return named(name).stream().map((context) -> map(context.getLowCardinalityKeyValues())).toList();
		}

		static Map<String, String> map(KeyValues values) {
			return StreamSupport.stream(values.spliterator(), false)
				.collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
		}

	}

	/** Writes down in which observation it is called, and goes on from another thread. */
	static final class LaterFilter implements HubFilter {

		final List<Object> seen = new CopyOnWriteArrayList<>();

		volatile ObservationRegistry registry = ObservationRegistry.NOOP;

		volatile boolean refuse;

		@Override
		public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
			note();
			if (this.refuse) {
				throw new SecurityException("no");
			}
			return CompletableFuture.supplyAsync(() -> next.proceed(invocation)).thenCompose((stage) -> stage);
		}

		@Override
		public CompletionStage<?> connect(HubConnect connect, Next<HubConnect> next) throws Exception {
			note();
			return next.proceed(connect);
		}

		private void note() {
			Observation observation = this.registry.getCurrentObservation();
			if (observation != null) {
				this.seen.add(observation.getContext());
			}
		}

	}

	/** Adds a key of its own. */
	private static final class OwnConvention extends DefaultHubInvocationObservationConvention {

		@Override
		public String getName() {
			return "own.calls";
		}

		@Override
		public KeyValues getLowCardinalityKeyValues(HubInvocationObservationContext context) {
			return super.getLowCardinalityKeyValues(context).and("tenant", context.getCaller().connectionId());
		}

	}

	/** Takes one kind of exception for a refusal. */
	private static final class RefusingScope implements CallerScope {

		@Override
		public void run(HubCaller caller, Runnable task) {
			task.run();
		}

		@Override
		public ContextView context(HubCaller caller) {
			return Context.empty();
		}

		@Override
		public boolean isRefusal(Throwable error) {
			return error instanceof SecurityException;
		}

	}

	/** Nobody looks at the caller. */
	private record NoCaller() {

		HubCaller get() {
			return (HubCaller) Proxy.newProxyInstance(HubCaller.class.getClassLoader(),
					new Class<?>[] { HubCaller.class }, (proxy, method, arguments) -> {
						throw new IllegalStateException("looked at");
					});
		}

	}

}
