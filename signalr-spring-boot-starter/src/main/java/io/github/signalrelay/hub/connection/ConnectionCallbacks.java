// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.binding.CallContext;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.invocation.HubInvoker;
import io.github.signalrelay.hub.observation.HubCallbackObservationContext.Callback;
import io.github.signalrelay.hub.runtime.HubRuntime;

/**
 * What the application learns of one connection: that it begins, the signal of its end,
 * and that it has ended, in this order and once each (hub protocol reference, section
 * 13). Owned by the serial queue of the connection.
 */
final class ConnectionCallbacks {

	static final String NO_RESULTS_WHILE_CONNECTING = "Client results inside OnConnectedAsync Hub methods are not allowed.";

	private static final Logger logger = LoggerFactory.getLogger(ConnectionCallbacks.class);

	private final HubRuntime hub;

	private final CallContext context;

	private final ConnectedCaller caller;

	private final Flow flow;

	private final Executor queue;

	private final CompletableFuture<Void> gone = new CompletableFuture<>();

	private boolean connectRunning;

	private boolean connected;

	private boolean signalled;

	private Consumer<@Nullable Throwable> recordEnd = (error) -> {
	};

	private @Nullable ConnectionEnd end;

	ConnectionCallbacks(HubRuntime hub, CallContext context, ConnectedCaller caller, Flow flow, Executor queue) {
		this.hub = hub;
		this.context = context;
		this.caller = caller;
		this.flow = flow;
		this.queue = queue;
	}

	/**
	 * Tells when the connection has ended and its disconnect callback has run.
	 * @return completes then
	 */
	CompletionStage<Void> gone() {
		return this.gone;
	}

	/**
	 * Runs filters and the connect callback.
	 * @param done told on the serial queue, of the error if there was one
	 */
	void connect(Consumer<@Nullable Throwable> done) {
		this.connectRunning = true;
		Flow connecting = new Flow(this.flow.connectionId(), this.flow.link(), false, () -> {
			throw new IllegalStateException(NO_RESULTS_WHILE_CONNECTING);
		});
		HubInvoker invoker = this.hub.invoker();
		CallContext observed = invoker.hearsOfConnects() ? observed(Callback.CONNECT) : this.context;
		invoker.connect(observed, connecting, (result, error) -> {
			this.hub.failures().observe(observed.observation(), error);
			this.queue.execute(() -> connected(error, done));
		});
	}

	private void connected(@Nullable Throwable error, Consumer<@Nullable Throwable> done) {
		this.connectRunning = false;
		this.connected = error == null;
		if (error == null) {
			this.recordEnd = this.hub.environment().observations().connected(this.hub.definition().name());
		}
		else {
			logger.error("Connection {} was refused by the connect callback or a filter of hub '{}'",
					this.flow.connectionId(), this.hub.definition().name(), error);
		}
		done.accept(error);
		disconnectWhenReady();
	}

	/** Gives the signal of the end, if it was not given before. */
	void signalEnd() {
		if (!this.caller.isAborted()) {
			this.caller.end(this.hub.executor(), () -> this.queue.execute(() -> {
				this.signalled = true;
				disconnectWhenReady();
			}));
		}
	}

	/**
	 * The connection has ended.
	 * @param reason how; the first one counts
	 */
	void ended(ConnectionEnd reason) {
		this.end = reason;
		signalEnd();
		disconnectWhenReady();
	}

	private void disconnectWhenReady() {
		ConnectionEnd reason = this.end;
		if (reason == null || !this.signalled || this.connectRunning) {
			return;
		}
		this.end = null; // exactly once
		this.recordEnd.accept(reason.error());
		if (!this.connected) {
			this.gone.complete(null);
			return;
		}
		HubInvoker invoker = this.hub.invoker();
		CallContext observed = (invoker.hearsOfDisconnects() ? observed(Callback.DISCONNECT) : this.context)
			.withError(reason.error());
		invoker.disconnect(observed, this.flow, (result, error) -> {
			this.hub.failures().observe(observed.observation(), error);
			disconnected(error);
		});
	}

	private CallContext observed(Callback callback) {
		return this.context.withObservation(
				this.hub.environment().observations().callback(this.hub.definition().name(), callback, this.caller));
	}

	private void disconnected(@Nullable Throwable error) {
		if (error != null) {
			logger.error("The disconnect callback or a filter of hub '{}' failed for connection {}",
					this.hub.definition().name(), this.flow.connectionId(), error);
		}
		this.gone.complete(null);
	}

}
