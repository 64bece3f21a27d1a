// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javaclient;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import com.microsoft.signalr.HubException;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.subjects.ReplaySubject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.tests.app.Person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Streams in both directions. */
interface JavaClientStreams {

	/**
	 * Transport that the clients use.
	 * @return the transport
	 */
	TransportEnum transport();

	/**
	 * A connected client.
	 * @return the client
	 */
	JavaClient ada();

	/**
	 * A client of another app server where there are several.
	 * @return the client
	 */
	JavaClient bob();

	private static List<Integer> numbers(int count) {
		return IntStream.range(0, count).boxed().toList();
	}

	@ParameterizedTest
	@CsvSource({ "range, 0", "range, 2000", "blockingRange, 2000" })
	default void streamsArriveWholeAndInOrder(String method, int count) {
		assertThat(ada().collect(Integer.class, method, count)).isEqualTo(numbers(count));
	}

	@Test
	default void streamsOfObjects() {
		assertThat(ada().collect(Person.class, "people")).extracting(Person::name).containsExactly("Ada", "Bob");
	}

	@Test
	default void severalStreamsAtOnce() {
		CompletableFuture<List<Integer>> one = CompletableFuture
			.supplyAsync(() -> ada().collect(Integer.class, "range", 300));
		assertThat(ada().collect(Integer.class, "blockingRange", 300)).isEqualTo(numbers(300));
		assertThat(one.join()).isEqualTo(numbers(300));
	}

	/** Over long polling the Java client posts several items at a time. */
	private void assumeOrder() {
		assumeTrue(transport() == TransportEnum.WEBSOCKETS,
				"the Java client keeps the order of uploads over WebSockets only");
	}

	@Test
	default void cancellingAStreamReachesThePublisher() {
		String name = UUID.randomUUID().toString();
		List<Long> seen = new CopyOnWriteArrayList<>();
		CompletableFuture<Void> enough = new CompletableFuture<>();
		Disposable stream = ada().stream(Long.class, "ticks", name).subscribe((item) -> {
			seen.add(item);
			if (seen.size() == 3) {
				enough.complete(null);
			}
		});
		JavaClient.await(enough);
		stream.dispose();
		bob().awaitTag("cancelled " + name);
		assertThat(seen).startsWith(0L, 1L, 2L);
		assertThat(ada().invoke(String.class, "echoString", "still here")).isEqualTo("still here");
	}

	@Test
	default void theEndOfAClientReachesThePublisher() {
		String name = UUID.randomUUID().toString();
		CompletableFuture<Void> begun = new CompletableFuture<>();
		Disposable stream = ada().stream(Long.class, "ticks", name).subscribe((item) -> begun.complete(null), (ex) -> {
		});
		JavaClient.await(begun);
		ada().close();
		bob().awaitTag("cancelled " + name);
		assertThat(stream.isDisposed()).isTrue();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			brokenStream | An error occurred on the server while streaming results.
			soldOutStream | An error occurred on the server while streaming results. HubException: sold out
			""")
	default void errorsInTheMiddleOfAStream(String method, String error) {
		List<Integer> before = new CopyOnWriteArrayList<>();
		Observable<Integer> stream = ada().stream(Integer.class, method).doOnNext(before::add);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(stream::blockingLast).withMessageContaining(error);
		assertThat(before).containsExactly(1);
	}

	@Test
	default void streamingMethodsCannotBeInvoked() {
		assertThatExceptionOfType(HubException.class).isThrownBy(() -> ada().invoke(Integer.class, "range", 1))
			.withMessage(
					"The client attempted to invoke the streaming 'range' method with a non-streaming invocation.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sum", "blockingSum" })
	default void uploads(String method) {
		assumeOrder();
		assertThat(ada().invoke(Integer.class, method, Observable.fromIterable(numbers(500)))).isEqualTo(124_750);
	}

	@Test
	default void twoUploadsInOneCall() {
		assumeOrder();
		String result = ada().invoke(String.class, "interleave", Observable.just("a", "b"), "-",
				Observable.just("1", "2"));
		assertThat(result).isEqualTo("[a-1, b-2]");
	}

	@Test
	default void anUploadAndAStreamInOneCall() {
		assumeOrder();
		assertThat(ada().collect(Integer.class, "doubled", Observable.fromIterable(numbers(300))))
			.isEqualTo(IntStream.range(0, 300).mapToObj((n) -> 2 * n).toList());
	}

	@Test
	default void anUploadThatFails() {
		assumeOrder();
		ReplaySubject<Integer> items = ReplaySubject.create();
		items.onNext(1);
		items.onError(new IllegalStateException("broken off"));
		assertThat(ada().invoke(String.class, "uploadOutcome", items)).contains("broken off");
	}

	@Test
	default void anUploadThatTheMethodDoesNotReadToItsEnd() {
		assumeOrder();
		assertThat(ada().invoke(Integer.class, "first", Observable.fromIterable(numbers(500)))).isZero();
		assertThat(ada().invoke(String.class, "echoString", "after")).isEqualTo("after");
	}

}
