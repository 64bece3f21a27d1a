// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubInvocation;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.service.ClientInvocation;

import static io.github.signalrelay.hub.dispatch.TestClient.endOf;
import static io.github.signalrelay.hub.dispatch.TestClient.errorOf;
import static io.github.signalrelay.hub.dispatch.TestClient.itemOf;
import static io.github.signalrelay.hub.dispatch.TestClient.resultOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** Hub protocol reference, section 15: filters around calls. */
class FilterTests {

	private static final String UNEXPECTED = "An unexpected error occurred invoking '";

	private final HubFixture fixture = HubFixture.of(FilteredHub.class, OtherHub.class, Log.class, Inner.class,
			Outer.class, ListedBean.class);

	private final TestClient client = this.fixture.connect();

	private final Log log = this.fixture.bean(Log.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void globalFiltersAreOutermostInTheirOrderAndThoseOfTheHubFollow() {
		this.client.invoke("1", "echo", "\"a\"");
		this.client.awaitMessages(resultOf("1", "\"a\""));
		assertThat(this.log.lines).containsExactly("outer > echo", "inner > echo", "made > echo", "bean > echo",
				"method", "bean < a", "made < a", "inner < a", "outer < a");
	}

	@Test
	void aListedBeanIsNoFilterOfOtherHubs() {
		RegisteredHub other = this.fixture.registry().find("other");
		TestClient stranger = new TestClient(this.fixture, (HubDispatcher) other.dispatcher(), this.fixture.link, "o1");
		stranger.send("{\"protocol\":\"json\",\"version\":1}");
		stranger.awaitReceived("{}");
		stranger.invoke("1", "hello", "");
		stranger.awaitMessages(resultOf("1", "\"hello\""));
		assertThat(this.log.lines).containsExactly("outer > hello", "inner > hello", "inner < hello", "outer < hello");
	}

	@Test
	void whatWasMadeForAHubIsInjectedAndDestroyed() {
		this.client.invoke("1", "echo", "\"a\"");
		this.client.awaitMessages(resultOf("1", "\"a\""));
		this.fixture.close();
		assertThat(this.log.lines).endsWith("made destroyed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "echo", "stage", "mono" })
	void workBehindTheMethodWaitsForBothWorlds(String method) {
		this.client.invoke("1", method, "\"a\"");
		this.client.awaitMessages(resultOf("1", "\"a\""));
		assertThat(this.log.lines).containsSubsequence("made > " + method, "method", "made < a");
	}

	@Test
	void aFilterSeesTheWholeCall() {
		List<HubInvocation> seen = new CopyOnWriteArrayList<>();
		this.log.around = (invocation, next) -> {
			seen.add(invocation);
			return next.proceed(invocation);
		};
		this.client.invoke("1", "SHOUT", "\"a\",2");
		this.client.awaitMessages(resultOf("1", "\"a 2 c1\""));
		HubInvocation invocation = seen.get(0);
		assertThat(invocation.caller().connectionId()).isEqualTo("c1");
		assertThat(invocation.hubName()).isEqualTo("filtered");
		assertThat(invocation.hubType()).isEqualTo(FilteredHub.class);
		assertThat(invocation.hub()).isSameAs(this.fixture.bean(FilteredHub.class));
		assertThat(invocation.methodName()).isEqualTo("shout");
		assertThat(invocation.method().getName()).isEqualTo("named");
		assertThat(invocation.arguments()).containsExactly("a", invocation.caller(), 2);
		assertThat(invocation.toString()).isEqualTo("HubInvocation[filtered.shout]");
		assertThatIllegalArgumentException().isThrownBy(() -> invocation.withArguments(List.of("a")))
			.withMessage("arguments: 1 (expected: 3)");
	}

	@ParameterizedTest
	@ValueSource(strings = { "echo", "stage", "mono" })
	void argumentsAndResultsAreReplaced(String method) {
		this.log.around = (invocation, next) -> next
			.proceed(invocation.withArgument(0, invocation.arguments().get(0) + "!"))
			.thenApply((result) -> "<" + result + ">");
		this.client.invoke("1", method, "\"a\"");
		this.client.awaitMessages(resultOf("1", "\"<a!>\""));
	}

	@Test
	void argumentsThatDoNotFitFailTheCall() {
		this.log.around = (invocation, next) -> next.proceed(invocation.withArgument(0, 7));
		this.client.invoke("1", "echo", "\"a\"");
		this.client.awaitMessages(errorOf("1", UNEXPECTED + "echo' on the server."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "echo", "stage", "mono" })
	void aFilterAnswersInThePlaceOfTheMethod(String method) {
		this.log.around = (invocation, next) -> CompletableFuture.completedFuture("cached");
		this.client.invoke("1", method, "\"a\"");
		this.client.awaitMessages(resultOf("1", "\"cached\""));
		assertThat(this.log.lines).doesNotContain("method");
	}

	@ParameterizedTest
	@ValueSource(strings = { "fails", "failsInStage", "failsInMono" })
	void aFilterCatchesExceptions(String method) {
		this.log.around = (invocation, next) -> next.proceed(invocation).exceptionally(Throwable::getMessage);
		this.client.invoke("1", method, "");
		this.client.awaitMessages(resultOf("1", "\"no\""));
	}

	@ParameterizedTest
	@CsvSource({ "echo, true", "mono, true", "stage, true", "echo, false", "mono, false", "stage, false" })
	void exceptionsOfFiltersAreAsThoseOfTheMethod(String method, boolean thrown) {
		this.log.around = (invocation, next) -> {
			Exception error = invocation.arguments().get(0).equals("told") ? new HubException("not today")
					: new IllegalStateException("secret");
			if (thrown) {
				throw error;
			}
			return CompletableFuture.failedFuture(error);
		};
		this.client.invoke("1", method, "\"told\"");
		this.client.invoke("2", method, "\"hidden\"");
		this.client.awaitMessages(errorOf("1", UNEXPECTED + method + "' on the server. HubException: not today"),
				errorOf("2", UNEXPECTED + method + "' on the server."));
	}

	@Test
	void exceptionsOfMethodsStayWhatTheyAre() {
		this.log.around = (invocation, next) -> next.proceed(invocation).thenApply((result) -> result);
		this.client.invoke("1", "refuses", "");
		this.client.awaitMessages(errorOf("1", UNEXPECTED + "refuses' on the server. HubException: closed"));
	}

	@Test
	void aFilterWithoutAStageFailsTheCall() {
		this.log.around = (invocation, next) -> null;
		this.client.invoke("1", "echo", "\"a\"");
		this.client.awaitMessages(errorOf("1", UNEXPECTED + "echo' on the server."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "flux", "iterated" })
	void aFilterChangesAStream(String method) {
		this.log.around = (invocation, next) -> next.proceed(invocation)
			.thenApply((stream) -> (stream instanceof Flux<?> flux) ? flux.map((item) -> item + "!")
					: ((Stream<?>) stream).map((item) -> item + "!"));
		this.client.stream("1", method, "");
		this.client.awaitMessages(itemOf("1", "\"a!\""), itemOf("1", "\"b!\""), endOf("1"));
	}

	@Test
	void aFilterAnswersAStreamWithAStreamOnly() {
		this.log.around = (invocation, next) -> CompletableFuture.completedFuture(Flux.just("x"));
		this.client.stream("1", "flux", "");
		this.client.awaitMessages(itemOf("1", "\"x\""), endOf("1"));
		this.log.around = (invocation, next) -> CompletableFuture.completedFuture("no stream");
		this.client.stream("2", "flux", "");
		this.client.awaitMessages(itemOf("1", "\"x\""), endOf("1"), errorOf("2",
				"The value returned by the streaming method 'flux' is not a ChannelReader<> or IAsyncEnumerable<>."));
	}

	@Test
	void cancellingReachesAMonoThatFiltersWaitFor() {
		this.client.stream("1", "monoOfFlux", "");
		Sinks.One<Flux<String>> never = this.fixture.bean(FilteredHub.class).never;
		TestClient.awaitThat(() -> never.currentSubscriberCount() == 1);
		this.client.cancel("1");
		TestClient.awaitThat(() -> never.currentSubscriberCount() == 0);
		this.client.awaitMessages(endOf("1"));
	}

	@Test
	void goingOnElsewhereCallsTheMethodWhereItBelongs() {
		this.log.around = (invocation, next) -> CompletableFuture
			.supplyAsync(() -> "checked", Schedulers.parallel()::schedule)
			.thenCompose((checked) -> next.proceed(invocation));
		this.client.invoke("1", "thread", "");
		this.client.awaitMessages(resultOf("1", "\"" + HubFixture.WORKER + "\""));
		this.client.invoke("2", "asksTheClient", "");
		TestClient.awaitThat(() -> !this.fixture.transmitter.sent.isEmpty());
		assertThat(this.fixture.transmitter.sent.get(0).origin()).isSameAs(this.client.link);
		ClientInvocation question = (ClientInvocation) this.fixture.transmitter.sent.get(0).message();
		this.client.send("{\"type\":3,\"invocationId\":\"" + question.invocationId() + "\",\"result\":\"yes\"}");
		this.client.awaitMessages(resultOf("1", "\"" + HubFixture.WORKER + "\""), resultOf("2", "\"yes\""));
	}

	@Test
	void filtersSeeNoCallThatDoesNotFit() {
		this.client.invoke("1", "missing", "");
		this.client.invoke("2", "echo", "");
		this.client.invoke("3", "flux", "");
		this.client.invoke("4", "echo", "\"a\"");
		TestClient.awaitThat(() -> this.client.received().contains(resultOf("4", "\"a\"")));
		assertThat(this.log.lines).filteredOn((line) -> line.startsWith("outer >")).containsExactly("outer > echo");
	}

	@Component
	static class Log {

		final List<String> lines = new CopyOnWriteArrayList<>();

		/** What the innermost filter does. */
		volatile Around around = (invocation, next) -> next.proceed(invocation);

		CompletionStage<?> pass(String name, HubInvocation invocation, HubFilter.Next<HubInvocation> next) {
			this.lines.add(name + " > " + invocation.methodName());
			return next.proceed(invocation).whenComplete((result, error) -> {
				if (error == null) {
					this.lines.add(name + " < " + result);
				}
			});
		}

		interface Around {

			CompletionStage<?> invoke(HubInvocation invocation, HubFilter.Next<HubInvocation> next) throws Exception;

		}

	}

	@Order(2)
	@Component
	record Inner(Log log) implements HubFilter {

		@Override
		public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
			return this.log.pass("inner", invocation, next);
		}

	}

	/** Needs a hub, which needs its filters. */
	@Order(1)
	@Component
	record Outer(Log log, HubContext<ClientProxy> otherHubContext) implements HubFilter {

		@Override
		public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
			return this.log.pass("outer", invocation, next);
		}

	}

	@Component
	record ListedBean(Log log) implements HubFilter {

		@Override
		public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) throws Exception {
			this.log.lines.add("bean > " + invocation.methodName());
			return this.log.around.invoke(invocation, (changed) -> {
				CompletionStage<Object> stage = next.proceed(changed);
				stage.whenComplete((result, error) -> this.log.lines.add("bean < " + result));
				return stage;
			});
		}

	}

	/** No bean. */
	record Made(Log log) implements HubFilter, DisposableBean {

		@Override
		public CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) {
			return this.log.pass("made", invocation, next);
		}

		@Override
		public void destroy() {
			this.log.lines.add("made destroyed");
		}

	}

	@Hub("other")
	static class OtherHub {

		@HubMethod
		String hello() {
			return "hello";
		}

	}

	@Hub(value = "filtered", filters = { Made.class, ListedBean.class })
	static class FilteredHub {

		final Sinks.One<Flux<String>> never = Sinks.one();

		private final Log log;

		FilteredHub(Log log) {
			this.log = log;
		}

		@HubMethod
		String echo(String text) {
			this.log.lines.add("method");
			return text;
		}

		@HubMethod
		CompletionStage<String> stage(String text) {
			return CompletableFuture.supplyAsync(() -> echo(text));
		}

		@HubMethod
		Mono<String> mono(String text) {
			return Mono.fromSupplier(() -> echo(text)).subscribeOn(Schedulers.parallel());
		}

		@HubMethod("shout")
		String named(String text, HubCaller caller, int number) {
			return text + " " + number + " " + caller.connectionId();
		}

		@HubMethod
		String fails() {
			throw new IllegalStateException("no");
		}

		@HubMethod
		CompletionStage<String> failsInStage() {
			return CompletableFuture.failedFuture(new IllegalStateException("no"));
		}

		@HubMethod
		Mono<String> failsInMono() {
			return Mono.error(new IllegalStateException("no"));
		}

		@HubMethod
		String refuses() {
			throw new HubException("closed");
		}

		@HubMethod
		Flux<String> flux() {
			return Flux.just("a", "b");
		}

		@HubMethod
		Stream<String> iterated() {
			return new ArrayList<>(List.of("a", "b")).stream();
		}

		@HubMethod
		Mono<Flux<String>> monoOfFlux() {
			return this.never.asMono();
		}

		@HubMethod
		String thread() {
			return Thread.currentThread().getName();
		}

		@HubMethod
		String asksTheClient(HubCaller caller) {
			return caller.clients().caller().invoke("question", String.class).join();
		}

	}

}
