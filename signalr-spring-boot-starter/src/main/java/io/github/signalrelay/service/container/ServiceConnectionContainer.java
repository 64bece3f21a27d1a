// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.hub.dispatch.ClientMessageHandler;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.connection.ServiceLinkRequest;

/**
 * Service connections of one hub to one endpoint: opens the fixed ones at start, replaces
 * those that end, opens more when the service asks, and chooses one for each write
 * (service protocol reference, 6.2, 6.3 and 6.6).
 * <p>
 * May be used by any thread. The set of connections is guarded by the monitor of this
 * object, which is never held while a connection is called.
 */
public final class ServiceConnectionContainer implements ServiceConnection.Owner {

	private static final Logger logger = LoggerFactory.getLogger(ServiceConnectionContainer.class);

	private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

	/** A connection that ends sooner than this is not replaced at once. */
	private static final long SHORT_LIFE_MILLIS = 1000;

	private static final int PARTITIONS = 256;

	private final String hub;

	private final ServiceEnvironment environment;

	private final ServiceLinkOpener opener;

	private final ClientMessageHandler clients;

	private final ServiceConnectionCounts counts;

	private final boolean statefulReconnects;

	private final ReconnectBackOff backOff;

	/** Guarded by this. */
	private final Set<ServiceConnection> all = new HashSet<>();

	/** Replaced under the monitor, read by everybody. */
	private volatile List<ServiceConnection> active = List.of();

	private final AtomicReferenceArray<@Nullable ServiceConnection> partitions = new AtomicReferenceArray<>(PARTITIONS);

	private volatile boolean online = true;

	/** The app server stops: nothing is opened any more, and what is open stays. */
	private volatile boolean terminated;

	private volatile boolean stopped;

	private volatile String lastProblem = "The service is not connected yet, please try again later.";

	private @Nullable Disposable statusTimer;

	/**
	 * Creates a container without opening anything.
	 * @param hub name of the hub on the wire
	 * @param environment what all containers share
	 * @param opener opens connections to the endpoint
	 * @param clients receives what is about clients of the hub
	 * @param counts how many connections to open
	 * @param statefulReconnects whether clients of the hub may use stateful reconnect
	 */
	public ServiceConnectionContainer(String hub, ServiceEnvironment environment, ServiceLinkOpener opener,
			ClientMessageHandler clients, ServiceConnectionCounts counts, boolean statefulReconnects) {
		this.hub = hub;
		this.environment = environment;
		this.opener = opener;
		this.clients = clients;
		this.counts = counts;
		this.statefulReconnects = statefulReconnects;
		this.backOff = new ReconnectBackOff(environment.scheduler(), () -> ThreadLocalRandom.current().nextInt(1000));
	}

	/**
	 * Opens the fixed connections in parallel; does not wait for them. With an initial
	 * count of 0 nothing is opened: the app server only negotiates.
	 */
	public void start() {
		if (this.counts.initial() == 0) {
			return;
		}
		Scheduler scheduler = this.environment.scheduler();
		synchronized (this) {
			this.statusTimer = scheduler.schedulePeriodically(this::askForStatus, STATUS_INTERVAL.toMillis(),
					STATUS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
		}
		for (int i = 0; i < this.counts.initial(); i++) {
			open(ServerConnectionType.DEFAULT, null);
		}
	}

	/**
	 * The app server begins to stop. Negotiate gives this endpoint out no more, and no
	 * connection is opened or replaced; those that there are go on to serve their clients
	 * (service protocol reference, 6.7).
	 * @return the connections that carry clients
	 */
	public List<ServiceConnection> terminate() {
		List<ServiceConnection> connections;
		synchronized (this) {
			this.terminated = true;
			connections = new ArrayList<>(this.all);
		}
		this.backOff.stop();
		connections.removeIf((connection) -> connection.connectionType() == ServerConnectionType.WEAK);
		return connections;
	}

	/** Ends all connections for good; does not wait. */
	public void stop() {
		List<ServiceConnection> ending;
		synchronized (this) {
			this.stopped = true;
			ending = new ArrayList<>(this.all);
			if (this.statusTimer != null) {
				this.statusTimer.dispose();
			}
		}
		this.backOff.stop();
		ending.forEach(ServiceConnection::close);
	}

	/**
	 * Whether clients may be sent to this endpoint: from the start, until all connections
	 * are lost, and again from the next one that connects (service protocol reference,
	 * 4.1 and 6.5).
	 * @return {@code true} while the endpoint counts as online
	 */
	public boolean isOnline() {
		return this.online && !this.terminated;
	}

	/**
	 * Number of connections that take messages.
	 * @return the number
	 */
	public int activeCount() {
		return this.active.size();
	}

	/**
	 * Whether the connections were ended for good.
	 * @return {@code true} after {@link #stop}
	 */
	public boolean isStopped() {
		return this.stopped;
	}

	/**
	 * Why nothing can be written.
	 * @return text for an exception
	 */
	public String lastProblem() {
		return this.lastProblem;
	}

	/**
	 * Chooses the connection for a message.
	 * @param message the message
	 * @param origin service connection of the client in whose flow it is sent, or
	 * {@code null}
	 * @return an active connection, or {@code null} when there is none
	 */
	public @Nullable ServiceConnection choose(ServiceMessage message, @Nullable ServiceLink origin) {
		if (origin instanceof ServiceConnection own && own.isActive() && own.belongsTo(this)) {
			return own;
		}
		// All flows of a lost connection go on together over one other, so each keeps its
		// order.
		Object key = (origin != null) ? origin.id() : PartitionKey.of(message);
		return (key != null) ? ofPartition(key) : random();
	}

	@Override
	public void connected(ServiceConnection connection) {
		if (this.terminated) { // the attempt was under way
			connection.close();
			return;
		}
		boolean back;
		synchronized (this) {
			List<ServiceConnection> changed = new ArrayList<>(this.active);
			changed.add(connection);
			this.active = List.copyOf(changed);
			back = !this.online;
			this.online = true;
		}
		logger.debug("Hub '{}': service connection {} is connected.", this.hub, connection.id());
		if (back) {
			logger.info("Hub '{}': connected to the service again.", this.hub);
		}
		this.backOff.succeeded();
	}

	@Override
	public void offline(ServiceConnection connection, String text) {
		this.lastProblem = text;
		deactivate(connection);
	}

	@Override
	public void ended(ServiceConnection connection, String reason) {
		boolean wasConnected = connection.lifetimeMillis() >= 0;
		synchronized (this) {
			this.all.remove(connection);
		}
		deactivate(connection);
		if (this.stopped || this.terminated) {
			return;
		}
		if (connection.connectionType() == ServerConnectionType.ON_DEMAND) {
			logger.info("Hub '{}': on-demand service connection {} ended: {}", this.hub, connection.id(), reason);
			return;
		}
		this.lastProblem = reason;
		logger.warn("Hub '{}': service connection {} {}: {}", this.hub, connection.id(),
				wasConnected ? "was lost" : "could not be opened", reason);
		Runnable replacement = () -> open(ServerConnectionType.DEFAULT, null);
		if (wasConnected && connection.lifetimeMillis() < SHORT_LIFE_MILLIS) {
			this.backOff.retryLater(replacement);
		}
		else {
			this.backOff.retry(replacement);
		}
	}

	@Override
	public void moved(ServiceConnection connection, String connectionId) {
		List<ServiceConnection> others;
		synchronized (this) {
			others = new ArrayList<>(this.all);
		}
		others.remove(connection);
		others.forEach((other) -> other.forget(connectionId));
	}

	@Override
	public void moreWanted(String target) {
		synchronized (this) {
			if (this.stopped || this.all.size() >= this.counts.limit()) {
				return;
			}
		}
		open(ServerConnectionType.ON_DEMAND, target);
	}

	private void open(ServerConnectionType type, @Nullable String target) {
		ServiceConnection connection;
		synchronized (this) {
			if (this.stopped || this.terminated) {
				return;
			}
			ServiceLinkRequest request = new ServiceLinkRequest(this.hub, UUID.randomUUID().toString(),
					this.environment.serverId().value(), type, target, this.statefulReconnects,
					this.environment.migrationLevel());
			connection = new ServiceConnection(request, this.clients, this.environment.acks(),
					this.environment.scheduler(), this);
			this.all.add(connection);
		}
		connection.open(this.opener);
	}

	private void deactivate(ServiceConnection connection) {
		boolean lastOneLost;
		synchronized (this) {
			List<ServiceConnection> changed = new ArrayList<>(this.active);
			boolean removed = changed.remove(connection);
			this.active = List.copyOf(changed);
			lastOneLost = this.online && changed.isEmpty() && !this.stopped && !this.terminated
					&& (removed || connection.lifetimeMillis() < 0);
			if (lastOneLost) {
				this.online = false;
			}
		}
		if (lastOneLost) {
			logger.error("Hub '{}': no connection to the service is left; trying to connect again.", this.hub);
		}
	}

	private void askForStatus() {
		ServiceConnection connection = random();
		if (connection != null) {
			connection.send(new Ping(List.of("status", "1")));
		}
	}

	private @Nullable ServiceConnection ofPartition(Object key) {
		int hash = key.hashCode();
		int slot = (hash ^ (hash >>> 8) ^ (hash >>> 16) ^ (hash >>> 24)) & (PARTITIONS - 1);
		ServiceConnection sticky = this.partitions.get(slot);
		if (sticky != null && sticky.isActive()) {
			return sticky;
		}
		ServiceConnection chosen = random();
		if (chosen != null && !this.partitions.compareAndSet(slot, sticky, chosen)) {
			ServiceConnection winner = this.partitions.get(slot); // two threads at once
																	// must agree
			return (winner != null && winner.isActive()) ? winner : chosen;
		}
		return chosen;
	}

	private @Nullable ServiceConnection random() {
		List<ServiceConnection> candidates = this.active;
		if (candidates.isEmpty()) {
			return null;
		}
		return candidates.get(ThreadLocalRandom.current().nextInt(candidates.size()));
	}

}
