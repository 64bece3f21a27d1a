// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javaclient;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Observable;
import org.awaitility.Awaitility;

import io.github.signalrelay.tests.app.Person;

/**
 * A connection of the published Java client that remembers what it was sent. Calls come
 * from the test's thread; the lists are filled by the client's own.
 */
final class JavaClient implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final HubConnection connection;

	private final List<String> tags = new CopyOnWriteArrayList<>();

	private final List<Integer> numbers = new CopyOnWriteArrayList<>();

	private final List<String> arrivals = new CopyOnWriteArrayList<>();

	private final List<String> departures = new CopyOnWriteArrayList<>();

	private final CompletableFuture<String> closed = new CompletableFuture<>();

	private JavaClient(URI address, TransportEnum transport) {
		this.connection = HubConnectionBuilder.create(address.toString()).withTransport(transport).build();
		this.connection.on("received", this.tags::add, String.class);
		this.connection.on("numbered", this.numbers::add, Integer.class);
		this.connection.on("connected", (id, user) -> this.arrivals.add(id + "=" + user), String.class, String.class);
		this.connection.on("disconnected", (id, error) -> this.departures.add(id + "=" + error), String.class,
				String.class);
		this.connection.onClosed((error) -> this.closed.complete((error != null) ? error.getMessage() : ""));
	}

	/**
	 * Connects.
	 * @param hub address of the hub
	 * @param query query for it, without a question mark
	 * @param transport transport to use
	 * @return the connected client
	 */
	static JavaClient connect(URI hub, String query, TransportEnum transport) {
		JavaClient client = new JavaClient(URI.create(hub + "?" + query), transport);
		client.start();
		return client;
	}

	void start() {
		if (!this.connection.start().blockingAwait(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("not connected after " + PATIENCE);
		}
	}

	String id() {
		return this.connection.getConnectionId();
	}

	/** The connection itself, for what needs no words of its own. */
	HubConnection connection() {
		return this.connection;
	}

	/** A stream of the hub, which may take its time between items, but not too much. */
	<T> Observable<T> stream(Class<T> type, String method, Object... arguments) {
		return this.connection.stream(type, method, arguments).timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

	<T> List<T> collect(Class<T> type, String method, Object... arguments) {
		return stream(type, method, arguments).toList().blockingGet();
	}

	/** Waits for something that the client will see, but not for ever. */
	static void await(CompletableFuture<Void> event) {
		event.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	<T> T invoke(Class<T> type, String method, Object... arguments) {
		return this.connection.invoke(type, method, arguments)
			.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
			.blockingGet();
	}

	void run(String method, Object... arguments) {
		if (!this.connection.invoke(method, arguments).blockingAwait(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("no completion after " + PATIENCE);
		}
	}

	void send(String method, Object... arguments) {
		this.connection.send(method, arguments);
	}

	/** People are received in the place of a tag's second value. */
	CompletableFuture<Person> nextPerson() {
		CompletableFuture<Person> person = new CompletableFuture<>();
		this.connection.on("received", (tag, value) -> person.complete(value), String.class, Person.class);
		return person;
	}

	/**
	 * Stops listening for single tags, so that another shape of the same call can be
	 * received.
	 */
	void forgetTags() {
		this.connection.remove("received");
	}

	int count(String tag) {
		return (int) this.tags.stream().filter(tag::equals).count();
	}

	void awaitTag(String tag) {
		Awaitility.await(tag).atMost(PATIENCE).until(() -> this.tags.contains(tag));
	}

	List<Integer> awaitNumbers(int size) {
		Awaitility.await().atMost(PATIENCE).until(() -> this.numbers.size() >= size);
		return this.numbers;
	}

	void awaitArrival(String text) {
		Awaitility.await(text).atMost(PATIENCE).until(() -> this.arrivals.contains(text));
	}

	void awaitDeparture(String text) {
		Awaitility.await(text).atMost(PATIENCE).until(() -> this.departures.contains(text));
	}

	/** What the connection ended with: the text of an error, empty without one. */
	String awaitClose() {
		return this.closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
	}

	@Override
	public void close() {
		this.connection.stop().blockingAwait(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

}
