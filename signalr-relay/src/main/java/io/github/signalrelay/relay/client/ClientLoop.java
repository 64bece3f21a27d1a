// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.relay.reconnect.MessageContinuity;
import io.github.signalrelay.relay.transport.ClientTransport;

/**
 * Client connections of one event loop. One sweep looks after the time limits of all of
 * them, so that no connection has a timer.
 * <p>
 * Owned by its event loop, except where told otherwise.
 */
final class ClientLoop {

	private static final Logger logger = LoggerFactory.getLogger(ClientLoop.class);

	private final EventLoop eventLoop;

	private final ClientConnections.Shared shared;

	private final List<HubClientConnection> members = new ArrayList<>();

	private final Future<?> sweeps;

	/** Time of the last sweep, close enough for all limits. */
	private long now = System.nanoTime();

	private Instant clockTime;

	ClientLoop(EventLoop eventLoop, ClientConnections.Shared shared, Duration sweepInterval) {
		this.eventLoop = eventLoop;
		this.shared = shared;
		this.clockTime = shared.clock().instant();
		this.sweeps = eventLoop.scheduleWithFixedDelay(this::sweep, sweepInterval.toNanos(), sweepInterval.toNanos(),
				TimeUnit.NANOSECONDS);
	}

	ClientConnectionListener listener() {
		return this.shared.listener();
	}

	ClientSettings settings() {
		return this.shared.settings();
	}

	ClientMeters meters() {
		return this.shared.meters();
	}

	ClientHubProtocols protocols() {
		return this.shared.protocols();
	}

	Clock clock() {
		return this.shared.clock();
	}

	long now() {
		return this.now;
	}

	boolean isPast(@Nullable Instant instant) {
		return instant != null && !this.clockTime.isBefore(instant);
	}

	HubClientConnection add(ClientTransport transport, ClientIdentity identity, ClientPlace place,
			MessageContinuity continuity) {
		this.now = System.nanoTime();
		HubClientConnection connection = new HubClientConnection(identity, transport, continuity, this);
		connection.slot = this.members.size();
		this.members.add(connection);
		meters().added(transport.type());
		connection.place = place;
		return connection;
	}

	void remove(HubClientConnection connection) {
		HubClientConnection last = this.members.remove(this.members.size() - 1);
		if (last != connection) {
			this.members.set(connection.slot, last);
			last.slot = connection.slot;
		}
		meters().removed(connection.transportType());
		ClientPlace place = connection.place;
		if (place != null) {
			place.giveBack();
		}
	}

	private void sweep() {
		this.now = System.nanoTime();
		this.clockTime = clock().instant();
		// Backwards, since a connection that ends is replaced by the last one
		for (int index = this.members.size() - 1; index >= 0; index--) {
			if (index < this.members.size()) {
				sweep(this.members.get(index));
			}
		}
	}

	private void sweep(HubClientConnection connection) {
		try {
			connection.sweep(this.now);
		}
		catch (RuntimeException ex) {
			logger.error("Client connection {} is closed after an unexpected failure", connection.id(), ex);
			connection.close(CloseCategory.INTERNAL_ERROR, null, true);
		}
	}

	/**
	 * Closes all connections of the loop, a few at a time, behind what app servers have
	 * sent to them. May be called on any thread.
	 * @param time within which the last one is closed
	 */
	void drain(Duration time) {
		listener().behindOutput(this.eventLoop, () -> {
			List<HubClientConnection> leaving = new ArrayList<>(this.members);
			long steps = Math.max(1, time.toNanos() / ClientConnections.DRAIN_STEP.toNanos());
			int batch = (int) ((leaving.size() + steps - 1) / steps);
			drain(leaving, 0, Math.max(1, batch));
		});
	}

	@SuppressWarnings("FutureReturnValueIgnored") // ends with the loop
	private void drain(List<HubClientConnection> leaving, int from, int batch) {
		int to = Math.min(leaving.size(), from + batch);
		for (HubClientConnection connection : leaving.subList(from, to)) {
			connection.close(CloseCategory.RELAY_SHUTDOWN, null, true);
		}
		if (to < leaving.size()) {
			Runnable next = () -> drain(leaving, to, batch);
			this.eventLoop.schedule(() -> listener().behindOutput(this.eventLoop, next),
					ClientConnections.DRAIN_STEP.toNanos(), TimeUnit.NANOSECONDS);
		}
	}

	/**
	 * Closes a connection that has come during the drain, once its transport is ready.
	 */
	void sendAway(HubClientConnection connection) {
		this.eventLoop.execute(() -> connection.close(CloseCategory.RELAY_SHUTDOWN, null, true));
	}

	/**
	 * Ends the sweep and cuts what is left. May be called on any thread.
	 * @return completes when that is done; never fails
	 */
	CompletableFuture<Void> stop() {
		this.sweeps.cancel(false);
		CompletableFuture<Void> done = new CompletableFuture<>();
		try {
			this.eventLoop.execute(() -> {
				List.copyOf(this.members).forEach(HubClientConnection::abort);
				done.complete(null);
			});
		}
		catch (RejectedExecutionException ex) {
			done.complete(null); // and all channels of the loop have ended with it
		}
		return done;
	}

}
