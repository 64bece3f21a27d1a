// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.hub.dispatch.ClientMessageHandler;
import io.github.signalrelay.protocol.connection.EndpointType;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceEvent;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.connection.Leave;
import io.github.signalrelay.service.connection.ServiceConnection;
import io.github.signalrelay.service.connection.ServiceConnectionOwner;
import io.github.signalrelay.service.connection.ServiceLinkRequest;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.EndpointAccess;
import io.github.signalrelay.service.endpoint.EndpointMetrics;
import io.github.signalrelay.service.endpoint.HubEndpoint;

/**
 * Service connections of one hub to one endpoint: opens the fixed ones at start, replaces
 * those that end, opens more when the service asks, and chooses one for each write
 * (service protocol reference, 6.2, 6.3 and 6.6).
 * <p>
 * May be used by any thread. The set of connections is guarded by the monitor of this
 * object, which is never held while a connection is called.
 */
public final class ServiceConnectionContainer implements ServiceConnectionOwner, HubEndpoint {

	private static final Logger logger = LoggerFactory.getLogger(ServiceConnectionContainer.class);

	private static final Duration STATUS_INTERVAL = Duration.ofSeconds(10);

	/** A connection that ends sooner than this is not replaced at once. */
	private static final long SHORT_LIFE_MILLIS = 1000;

	private static final Ping STATUS_QUERY = new Ping(List.of("status", "1"));

	private static final Ping SERVERS_QUERY = new Ping(List.of("servers", ""));

	private final String hub;

	private final ConnectedEndpoint endpoint;

	private final ServiceEnvironment environment;

	private final ClientMessageHandler clients;

	private final ServiceConnectionCounts counts;

	private final boolean statefulReconnects;

	private final ReconnectBackOff backOff;

	private final FailureLog failures = new FailureLog();

	/** Guarded by this. */
	private final Set<ServiceConnection> all = new HashSet<>();

	private final ActiveConnections active = new ActiveConnections();

	private final HubStatus status = new HubStatus();

	/** Written under the monitor, read by everybody. */
	private volatile boolean online = true;

	/**
	 * App server or endpoint goes: nothing is opened any more, and what is open stays.
	 */
	private volatile boolean terminated;

	private volatile boolean stopped;

	private volatile @Nullable Problem lastProblem;

	private @Nullable Disposable statusTimer;

	/**
	 * Creates a container without opening anything.
	 * @param hub name of the hub on the wire
	 * @param endpoint the endpoint
	 * @param environment what all containers share
	 * @param clients receives what is about clients of the hub
	 * @param counts how many connections to open
	 * @param statefulReconnects whether clients of the hub may use stateful reconnect
	 */
	public ServiceConnectionContainer(String hub, ConnectedEndpoint endpoint, ServiceEnvironment environment,
			ClientMessageHandler clients, ServiceConnectionCounts counts, boolean statefulReconnects) {
		this.hub = hub;
		this.endpoint = endpoint;
		this.environment = environment;
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
			this.statusTimer = scheduler.schedulePeriodically(() -> sendToAny(STATUS_QUERY), STATUS_INTERVAL.toMillis(),
					STATUS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
		}
		for (int i = 0; i < this.counts.initial(); i++) {
			open(fixedType(), null);
		}
	}

	/** Secondary endpoints get connections that carry no clients. */
	private ServerConnectionType fixedType() {
		return (this.endpoint.type() == EndpointType.PRIMARY) ? ServerConnectionType.DEFAULT
				: ServerConnectionType.WEAK;
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
		this.status.forgetClients();
		ending.forEach(ServiceConnection::close);
	}

	/**
	 * Whether no more clients may be sent here, although there are connections.
	 * @return {@code true} after {@link #terminate} and {@link #retire}
	 */
	public boolean isTerminated() {
		return this.terminated;
	}

	/**
	 * Begins to leave the endpoint for good: tells it on all connections that this app
	 * server goes away, and opens nothing any more. What is open goes on to serve its
	 * clients (service protocol reference, 6.9).
	 */
	public void retire() {
		List<ServiceConnection> leaving;
		synchronized (this) {
			this.terminated = true;
			leaving = new ArrayList<>(this.all);
		}
		this.backOff.stop();
		this.status.forgetClients();
		leaving.forEach((connection) -> connection.leave(Leave.ENDPOINT_REMOVED));
		sendToAny(STATUS_QUERY);
	}

	/**
	 * Whether this app server connects to endpoints at all.
	 * @return {@code false} if it only negotiates
	 */
	public boolean opensConnections() {
		return this.counts.initial() > 0;
	}

	/** Asks the endpoint which app servers serve the hub there. */
	public void askForServers() {
		sendToAny(SERVERS_QUERY);
	}

	/**
	 * App servers that serve the hub at the endpoint.
	 * @return their ids as the endpoint lists them, or {@code null} if it has not told
	 * lately
	 */
	public @Nullable String servers() {
		return this.status.servers(now());
	}

	/**
	 * Whether nobody needs this endpoint any more, after {@link #retire}.
	 * @return {@code true} if the last status told of no clients, or no connection is
	 * left that could tell
	 */
	public boolean isDrained() {
		return Boolean.FALSE.equals(this.status.hasClients()) || activeCount() == 0;
	}

	/**
	 * The endpoint of the connections.
	 * @return the endpoint
	 */
	public ConnectedEndpoint endpoint() {
		return this.endpoint;
	}

	@Override
	public String hub() {
		return this.hub;
	}

	@Override
	public String name() {
		return this.endpoint.name();
	}

	@Override
	public EndpointType type() {
		return this.endpoint.type();
	}

	@Override
	public String address() {
		return this.endpoint.address();
	}

	/** Service protocol reference, 4.1 and 6.5. */
	@Override
	public boolean isOnline() {
		return this.online;
	}

	@Override
	public boolean isActive() {
		return this.status.isActive();
	}

	@Override
	public EndpointMetrics metrics() {
		return this.status.metrics();
	}

	/**
	 * What an operator may know.
	 * @return the state of this moment
	 */
	public HubEndpointState state() {
		List<ServiceConnection> connections;
		synchronized (this) {
			connections = new ArrayList<>(this.all);
		}
		Problem problem = this.lastProblem;
		return new HubEndpointState(this.hub, this.online, isActive(), this.status.hasClients(), metrics(),
				connections.stream().map(ServiceConnection::state).toList(), (problem != null) ? problem.text() : null,
				(problem != null) ? problem.at() : null);
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
		Problem last = this.lastProblem;
		return (last != null) ? last.text() : "The service is not connected yet, please try again later.";
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
		// flows of other endpoints, and of a lost connection, stay together
		return this.active.choose(message, (origin != null) ? origin.id() : null);
	}

	@Override
	public void connected(ServiceConnection connection) {
		if (this.terminated) { // the attempt was under way
			connection.close();
			return;
		}
		boolean back;
		synchronized (this) {
			this.active.add(connection);
			back = !this.online;
			this.online = true;
		}
		logger.debug("Hub '{}': service connection {} to {} is connected.", this.hub, connection.id(), this.endpoint);
		if (back) {
			logger.info("Hub '{}': connected to the service {} again.", this.hub, this.endpoint);
		}
		EndpointAccess access = this.endpoint.access();
		if (access != null) {
			access.opened(connection);
		}
		this.failures.succeeded(now());
		this.backOff.succeeded();
	}

	@Override
	public void offline(ServiceConnection connection, String text) {
		problem(text);
		deactivate(connection);
	}

	@Override
	public void ended(ServiceConnection connection, String reason) {
		boolean wasConnected = connection.lifetimeMillis() >= 0;
		synchronized (this) {
			this.all.remove(connection);
		}
		deactivate(connection);
		EndpointAccess access = this.endpoint.access();
		if (wasConnected && access != null) {
			access.closed(connection);
		}
		if (this.stopped || this.terminated) {
			return;
		}
		if (connection.connectionType() == ServerConnectionType.ON_DEMAND) {
			logger.info("Hub '{}': on-demand service connection {} ended: {}", this.hub, connection.id(), reason);
			return;
		}
		problem(reason);
		tell(connection, (wasConnected ? "was lost: " : "could not be opened: ") + reason);
		Runnable replacement = () -> open(fixedType(), null);
		if (wasConnected && connection.lifetimeMillis() < SHORT_LIFE_MILLIS) {
			this.backOff.retryLater(replacement);
		}
		else {
			this.backOff.retry(replacement);
		}
	}

	private void tell(ServiceConnection connection, String what) {
		int leftOut = this.failures.note(what, now());
		if (leftOut < 0) {
			logger.debug("Hub '{}': service connection {} to {} {}", this.hub, connection.id(), this.endpoint, what);
		}
		else {
			logger.warn("Hub '{}': service connection {} to {} {}{}", this.hub, connection.id(), this.endpoint, what,
					(leftOut > 0) ? " (" + leftOut + " more of the same before)" : "");
		}
	}

	@Override
	public void told(Ping ping) {
		this.status.told(ping, now());
	}

	@Override
	public void told(ServiceEvent event) {
		try {
			this.environment.events().onEvent(this.hub, event);
		}
		catch (RuntimeException ex) {
			logger.error("Hub '{}': an event of the service {} could not be handled.", this.hub, this.endpoint, ex);
		}
	}

	@Override
	public void received(AccessKeyResponse response) {
		EndpointAccess access = this.endpoint.access();
		if (access != null) {
			access.received(response);
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
			if (this.stopped || this.terminated || this.endpoint.type() != EndpointType.PRIMARY
					|| this.all.size() >= this.counts.limit()) {
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
		connection.open(this.endpoint.opener());
	}

	private void deactivate(ServiceConnection connection) {
		boolean lastOneLost;
		synchronized (this) {
			boolean removed = this.active.remove(connection);
			lastOneLost = this.online && this.active.size() == 0 && !this.stopped && !this.terminated
					&& (removed || connection.lifetimeMillis() < 0);
			if (lastOneLost) {
				this.online = false;
			}
		}
		if (lastOneLost) {
			logger.error("Hub '{}': no connection to the service {} is left; trying to connect again.", this.hub,
					this.endpoint);
		}
	}

	private void problem(String text) {
		this.lastProblem = new Problem(text, Instant.ofEpochMilli(now()));
	}

	private long now() {
		return this.environment.scheduler().now(TimeUnit.MILLISECONDS);
	}

	private void sendToAny(Ping ping) {
		ServiceConnection connection = this.active.random();
		if (connection != null) {
			connection.send(ping);
		}
	}

	private record Problem(String text, Instant at) {
	}

}
