// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javaclient;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubException;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.tests.app.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Results that hubs ask clients for. The Java client answers in the order in which it is
 * asked.
 */
interface JavaClientResults {

	String FAILED = "An unexpected error occurred invoking '%s' on the server. HubException: %s";

	/**
	 * Address of a hub.
	 * @param server number of the app server
	 * @param hub name of the hub
	 * @return the address
	 */
	URI hub(int server, String hub);

	/**
	 * Transport that the clients use.
	 * @return the transport
	 */
	TransportEnum transport();

	private JavaClient connect(int server) {
		return JavaClient.connect(hub(server, "results"), "", transport());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "hello", "Grüße 漢字 😀" })
	default void resultsThatAreTexts(String text) {
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			answering.connection().onWithResult("text", () -> Single.just(text));
			assertThat(asking.invoke(String.class, "text", answering.id())).isEqualTo(text);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE })
	default void resultsThatAreNumbers(int number) {
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			answering.connection().onWithResult("number", () -> Single.just(number));
			assertThat(asking.invoke(Integer.class, "number", answering.id())).isEqualTo(number);
			assertThat(answering.invoke(Integer.class, "number", answering.id())).isEqualTo(number);
		}
	}

	@Test
	default void resultsThatAreObjects() {
		Person person = new Person("Ada", 36, List.of("en"), new Person.Address("St James's Square", null));
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			answering.connection().onWithResult("person", () -> Single.just(person));
			assertThat(asking.invoke(Person.class, "person", answering.id())).isEqualTo(person);
		}
	}

	@Test
	default void questionsHaveArguments() {
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			answering.connection()
				.onWithResult("renamed.question",
						(question, number, more) -> Single.just(question + number + List.of(more)), String.class,
						Integer.class, String[].class);
			assertThat(asking.invoke(String.class, "original", answering.id())).isEqualTo("how many7[a, b]");
		}
	}

	@Test
	default void resultsThatFail() {
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			answering.connection()
				.onWithResult("text", () -> Single.error(new IllegalStateException("from the client")));
			assertThatExceptionOfType(HubException.class)
				.isThrownBy(() -> asking.invoke(String.class, "text", answering.id()))
				.withMessage(String.format(FAILED, "text", "from the client"));
		}
	}

	@Test
	default void clientsWithoutSuchAMethod() {
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			assertThatExceptionOfType(HubException.class)
				.isThrownBy(() -> asking.invoke(String.class, "text", answering.id()))
				.withMessage(String.format(FAILED, "text", "Client did not provide a result."));
		}
	}

	@Test
	default void resultsOfAnotherType() {
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			answering.connection().onWithResult("number", () -> Single.just("three"));
			assertThatExceptionOfType(HubException.class)
				.isThrownBy(() -> asking.invoke(Integer.class, "number", answering.id()))
				.withMessageStartingWith(
						String.format(FAILED, "number", "Error trying to deserialize result to Int32."));
		}
	}

	@Test
	default void lateResultsAreIgnored() {
		try (JavaClient asking = connect(0); JavaClient answering = connect(1)) {
			CompletableFuture<String> late = new CompletableFuture<>();
			answering.connection().onWithResult("text", () -> Single.fromCompletionStage(late));
			answering.connection().onWithResult("number", () -> Single.just(7));
			assertThat(asking.invoke(String.class, "briefly", answering.id())).isEqualTo("no answer");
			late.complete("too late");
			assertThat(asking.invoke(Integer.class, "number", answering.id())).isEqualTo(7);
		}
	}

	@Test
	default void clientsThatGoWhileTheyAreAsked() throws Exception {
		try (JavaClient asking = JavaClient.connect(hub(0, "life"), "", transport());
				JavaClient answering = JavaClient.connect(hub(1, "life"), "", transport())) {
			CompletableFuture<Void> asked = new CompletableFuture<>();
			answering.connection().onWithResult("ask", () -> {
				asked.complete(null);
				return Single.never();
			});
			CompletableFuture<String> outcome = CompletableFuture
				.supplyAsync(() -> asking.invoke(String.class, "ask", answering.id()));
			JavaClient.await(asked);
			answering.close();
			assertThat(outcome.get(20, TimeUnit.SECONDS)).matches("IOException: Connection '.+' (is )?disconnected\\.");
		}
	}

	@Test
	default void resultsOfNobody() {
		try (JavaClient asking = JavaClient.connect(hub(0, "life"), "", transport())) {
			assertThat(asking.invoke(String.class, "ask", "nobody"))
				.isEqualTo("IOException: Connection 'nobody' does not exist.");
		}
	}

}
