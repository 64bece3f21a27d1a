// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import io.reactivex.rxjava3.core.Single;
import org.awaitility.Awaitility;

/** A connection of the published Java client. Calls come from the test's thread. */
final class Visitor implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final HubConnection connection;

	private final List<String> heard = new CopyOnWriteArrayList<>();

	private final String id;

	private volatile boolean closed;

	private Visitor(URI address) {
		this.connection = HubConnectionBuilder.create(address.toString())
			.withTransport(TransportEnum.WEBSOCKETS)
			.build();
		this.connection.on("heard", this.heard::add, String.class);
		this.connection.onWithResult("answer", (question) -> Single.just(question + "!"), String.class);
		this.connection.onClosed((error) -> this.closed = true);
		if (!this.connection.start().blockingAwait(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("not connected after " + PATIENCE);
		}
		this.id = call("whoAmI");
	}

	/**
	 * Connects.
	 * @param app address of the app server
	 * @param user name of the user
	 * @param region name of the endpoint that it wants
	 * @return the connected client
	 */
	static Visitor connect(URI app, String user, String region) {
		return new Visitor(app.resolve("/plaza?user=" + user + "&region=" + region));
	}

	/** Id that the hub knows, which is not the one that the client calls its own. */
	String id() {
		return this.id;
	}

	String call(String method, Object... arguments) {
		return this.connection.invoke(String.class, method, arguments)
			.timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
			.blockingGet();
	}

	void run(String method, Object... arguments) {
		if (!this.connection.invoke(method, arguments).blockingAwait(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
			throw new AssertionError("no completion after " + PATIENCE);
		}
	}

	List<String> heard() {
		return this.heard;
	}

	void awaitHeard(String text) {
		Awaitility.await(text).atMost(PATIENCE).until(() -> this.heard.contains(text));
	}

	boolean isClosed() {
		return this.closed;
	}

	@Override
	public void close() {
		this.connection.stop().blockingAwait(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
	}

}
