// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.test.link.InProcessClient;

/**
 * A client of a hub within the test's process, made by {@link HubTester}. It speaks the
 * real hub protocol with the application's hub through the real relay, only the socket is
 * missing: binding, security, order, limits and error texts are those of production.
 * <p>
 * Arguments are Java objects, written by the application's JSON mapper. A
 * {@link org.reactivestreams.Publisher}, such as a {@code Flux}, is an upload stream. All
 * waiting ends with an {@link AssertionError} after the client's limit, 10 seconds unless
 * {@link TestHubClientBuilder#limit} sets another. Any thread may use it.
 */
public final class TestHubClient implements AutoCloseable {

	private final ClientSession session;

	private final InProcessClient link;

	private final Duration limit;

	private final Runnable settle;

	TestHubClient(ClientSession session, InProcessClient link, Duration limit, Runnable settle) {
		this.session = session;
		this.link = link;
		this.limit = limit;
		this.settle = settle;
	}

	/**
	 * Id of the connection, as hubs know it.
	 * @return the connection id
	 */
	public String connectionId() {
		return this.link.connectionId();
	}

	/**
	 * User id that negotiate found.
	 * @return the user id, or {@code null} for an unknown user
	 */
	public @Nullable String userId() {
		return this.link.userId();
	}

	/**
	 * Whether the connection is open.
	 * @return {@code false} once it has ended
	 */
	public boolean isConnected() {
		return !this.session.closed().isDone();
	}

	/**
	 * Calls a hub method and waits for its answer.
	 * @param method name of the method
	 * @param arguments arguments of the client
	 * @return the result
	 * @throws HubInvocationException if the hub answers with an error; the message is
	 * what clients see
	 * @throws AssertionError if there is no answer within the limit
	 */
	public ReceivedValue invoke(String method, @Nullable Object... arguments) {
		return start(method, arguments).await();
	}

	/**
	 * Calls a hub method without waiting, for calls during which the test has to do
	 * something.
	 * @param method name of the method
	 * @param arguments arguments of the client
	 * @return the call
	 */
	public PendingInvocation start(String method, @Nullable Object... arguments) {
		return this.session.calls().invoke(method, arguments, this.limit);
	}

	/**
	 * Calls a hub method that shall not answer: neither its end nor an error is told.
	 * @param method name of the method
	 * @param arguments arguments of the client
	 */
	public void send(String method, @Nullable Object... arguments) {
		this.session.calls().send(method, arguments);
	}

	/**
	 * Calls a hub method that answers with a stream.
	 * @param method name of the method
	 * @param arguments arguments of the client
	 * @return the stream; a refused call is a stream that ends with an error
	 */
	public ReceivedStream stream(String method, @Nullable Object... arguments) {
		return this.session.calls().stream(method, arguments, this.limit);
	}

	/**
	 * All calls that hubs have sent to this client so far, in order. What was sent before
	 * a hub method answered, or before a method of {@code HubContext} returned, is among
	 * them: so an empty list proves that nothing was sent. That does not hold for what a
	 * hub sends later or on other threads; use {@link #next} to wait for it.
	 * @return the calls
	 */
	public List<ReceivedInvocation> received() {
		this.link.awaitDelivery();
		return this.session.received().snapshot((invocation) -> true);
	}

	/**
	 * The calls of one method among {@link #received()}.
	 * @param target name of the client's method, compared exactly
	 * @return the calls
	 */
	public List<ReceivedInvocation> received(String target) {
		this.link.awaitDelivery();
		return this.session.received().snapshot((invocation) -> invocation.target().equals(target));
	}

	/**
	 * The first call of a method that this method has not returned yet. Waits for it.
	 * @param target name of the client's method, compared exactly
	 * @return the call
	 * @throws AssertionError if it does not come within the limit; names what came
	 */
	public ReceivedInvocation next(String target) {
		return this.session.received().next(target, this.limit);
	}

	/**
	 * Waits until the connection has ended.
	 * @return how it ended
	 * @throws AssertionError if it does not end within the limit
	 */
	public ConnectionClose awaitClose() {
		return Waiting.on(this.session.closed(), this.limit, "The connection did not end");
	}

	/**
	 * Leaves the hub in the orderly way, and waits until the hub's disconnect callback
	 * has run. Without effect when the connection has ended.
	 */
	public void disconnect() {
		leave(true);
	}

	/**
	 * Loses the connection like a client whose network fails, and waits until the hub's
	 * disconnect callback has run. Without effect when the connection has ended.
	 */
	public void drop() {
		leave(false);
	}

	private void leave(boolean orderly) {
		this.session.leave(orderly);
		awaitClose();
		this.settle.run();
	}

	/** Leaves without waiting for the hub. */
	void abandon() {
		this.session.leave(true);
	}

	/** The same as {@link #disconnect}. */
	@Override
	public void close() {
		disconnect();
	}

	/** Tells the connection id. */
	@Override
	public String toString() {
		return "TestHubClient[" + connectionId() + "]";
	}

}
