// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.connection;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

import io.github.signalrelay.hub.dispatch.ClientMessageHandler;
import io.github.signalrelay.protocol.service.AccessKeyResponse;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceError;
import io.github.signalrelay.protocol.service.ServiceEvent;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.ServiceConnectionState.Phase;

/**
 * One service connection from its attempt to its end: knows what it may be used for, and
 * deals with everything the service sends that is not about a client. Hubs see it as the
 * {@link ServiceLink} of their clients.
 * <p>
 * May be used by any thread: the state moves only forward, by compare-and-set.
 */
public final class ServiceConnection implements ServiceLink, ServiceLinkListener {

	private static final Logger logger = LoggerFactory.getLogger(ServiceConnection.class);

	/** Shortest time between two keep-alive pings (service protocol reference, 6.4). */
	private static final long KEEP_ALIVE_MILLIS = 5000;

	private final ServiceLinkRequest request;

	private final ClientMessageHandler clients;

	private final AckRegistry acks;

	private final Scheduler scheduler;

	private final ServiceConnectionOwner owner;

	private final AtomicReference<Phase> state = new AtomicReference<>(Phase.CONNECTING);

	private final AtomicReference<@Nullable ServiceLink> link = new AtomicReference<>();

	private final Set<String> ownClients = ConcurrentHashMap.newKeySet();

	private final Queue<CompletableFuture<Void>> writers = new ConcurrentLinkedQueue<>();

	private final AtomicLong lastPing;

	/** Completes when the service has no more to do with this connection. */
	private final CompletableFuture<Void> released = new CompletableFuture<>();

	/** Why this connection wants to go, once it does. */
	private volatile @Nullable Leave leave;

	private volatile long connectedAt;

	/** When the state was entered; set right behind it. */
	private volatile Instant since;

	/**
	 * Creates a connection that is not attempted yet.
	 * @param request what it is for
	 * @param clients receives what is about clients
	 * @param acks is told of acks
	 * @param scheduler tells the time
	 * @param owner replaces the connection when it ends
	 */
	public ServiceConnection(ServiceLinkRequest request, ClientMessageHandler clients, AckRegistry acks,
			Scheduler scheduler, ServiceConnectionOwner owner) {
		this.request = request;
		this.clients = clients;
		this.acks = acks;
		this.scheduler = scheduler;
		this.owner = owner;
		this.lastPing = new AtomicLong(now());
		this.since = instant();
	}

	/**
	 * Makes the attempt.
	 * @param opener who opens it
	 */
	public void open(ServiceLinkOpener opener) {
		CompletionStage<ServiceLink> attempt;
		try {
			attempt = opener.open(this.request, this);
		}
		catch (RuntimeException ex) {
			attempt = CompletableFuture.failedFuture(ex);
		}
		attempt.whenComplete((opened, failure) -> {
			if (opened != null) {
				opened(opened);
			}
			else {
				ended(describe(failure));
			}
		});
	}

	/**
	 * What the connection is for.
	 * @return the type, as its handshake said
	 */
	public ServerConnectionType connectionType() {
		return this.request.connectionType();
	}

	/**
	 * Whether messages may be written.
	 * @return {@code true} after the handshake, until the end or the service's wish to
	 * stop
	 */
	public boolean isActive() {
		return this.state.get() == Phase.CONNECTED;
	}

	/**
	 * Whether this connection goes to the endpoint of a container.
	 * @param container the container
	 * @return {@code true} if the container opened it
	 */
	public boolean belongsTo(ServiceConnectionOwner container) {
		return this.owner == container;
	}

	/**
	 * What an operator may know.
	 * @return the state of this moment
	 */
	public ServiceConnectionState state() {
		Phase phase = Objects.requireNonNull(this.state.get());
		return new ServiceConnectionState(id(), connectionType(), phase, this.since, this.ownClients.size());
	}

	/**
	 * How long the connection was up.
	 * @return milliseconds since the handshake, or -1 when there was none
	 */
	public long lifetimeMillis() {
		return (this.link.get() != null) ? now() - this.connectedAt : -1;
	}

	/**
	 * Tells the service that this connection wants to go. It goes on to serve its clients
	 * and to take messages. From now on a client whose output the service pauses counts
	 * as one that it moves to another server, if that is the reason to go.
	 * @param reason why it wants to go
	 */
	public void leave(Leave reason) {
		this.leave = reason;
		send(reason.ping());
	}

	/**
	 * Tells when the service has answered {@link #leave}: no client is left on this
	 * connection, and none comes any more.
	 * @return completes then, or with the end of the connection; never with an error
	 */
	public CompletionStage<Void> released() {
		return this.released;
	}

	/**
	 * A client that was served here is served over another connection of this server.
	 * @param connectionId the client
	 */
	public void forget(String connectionId) {
		if (this.ownClients.remove(connectionId)) {
			resumeInput(connectionId);
		}
	}

	/**
	 * Waits for room in the connection's buffer.
	 * @return completes at once when there is room, else later; fails when the connection
	 * ends first
	 */
	public CompletionStage<Void> whenWritable() {
		if (isWritable()) {
			return CompletableFuture.completedFuture(null);
		}
		CompletableFuture<Void> writer = new CompletableFuture<>();
		this.writers.add(writer);
		if (this.state.get() == Phase.CLOSED) {
			failWriters();
		}
		else if (isWritable()) {
			releaseWriters();
		}
		return writer;
	}

	@Override
	public String id() {
		return this.request.connectionId();
	}

	@Override
	public void send(ServiceMessage message) {
		ServiceLink target = this.link.get();
		if (target == null || !isActive()) {
			return;
		}
		if (message instanceof CloseConnection close) {
			this.ownClients.remove(close.connectionId());
			target.resumeInput(close.connectionId());
		}
		target.send(message);
	}

	@Override
	public boolean isWritable() {
		ServiceLink target = this.link.get();
		return target != null && target.isWritable();
	}

	@Override
	public void pauseInput(String connectionId) {
		ServiceLink target = this.link.get();
		if (target != null && this.ownClients.contains(connectionId)) {
			target.pauseInput(connectionId);
		}
	}

	@Override
	public void resumeInput(String connectionId) {
		ServiceLink target = this.link.get();
		if (target != null) {
			target.resumeInput(connectionId);
		}
	}

	@Override
	public void close() {
		ServiceLink target = this.link.get();
		if (target != null) {
			target.close();
		}
		ended("closed by the application");
	}

	@Override
	public void onMessage(ServiceLink source, ServiceMessage message) {
		opened(source);
		if (this.state.get() == Phase.CLOSED) {
			return;
		}
		keepAlive(source);
		if (message instanceof ConnectionData) { // most messages by far
			this.clients.onMessage(this, message);
		}
		else if (message instanceof Ping ping) {
			onPing(source, ping);
		}
		else if (message instanceof Ack ack) {
			this.acks.complete(ack);
		}
		else if (message instanceof AccessKeyResponse response) {
			this.owner.received(response);
		}
		else if (message instanceof ServiceError error) {
			onError(error);
		}
		else if (message instanceof ServiceEvent event) {
			this.owner.told(event);
		}
		else if (message instanceof ConnectionFlowControl control
				&& control.connectionType() == FlowControlTarget.SERVER) {
			onServerControl(control);
		}
		else {
			onClientMessage(message);
		}
	}

	@Override
	public void onWritable(ServiceLink source) {
		releaseWriters();
	}

	@Override
	public void onClosed(ServiceLink source, @Nullable String reason) {
		ended((reason != null) ? reason : "closed by the service");
	}

	private void opened(ServiceLink opened) {
		if (!this.link.compareAndSet(null, opened)) {
			return;
		}
		this.connectedAt = now();
		if (this.state.compareAndSet(Phase.CONNECTING, Phase.CONNECTED)) {
			this.since = instant();
			this.owner.connected(this);
		}
		else {
			opened.close(); // was given up before the handshake ended
		}
	}

	private void ended(String reason) {
		if (this.state.getAndSet(Phase.CLOSED) == Phase.CLOSED) {
			return;
		}
		this.since = instant();
		failWriters();
		if (this.link.get() != null) {
			this.ownClients.clear();
			this.clients.onLinkClosed(this);
		}
		this.owner.ended(this, reason);
		this.released.complete(null);
	}

	/** Every message may be the occasion of a ping; no timer sends them (6.4). */
	private void keepAlive(ServiceLink target) {
		long now = now();
		long last = this.lastPing.get();
		if (now - last > KEEP_ALIVE_MILLIS && this.lastPing.compareAndSet(last, now)) {
			target.send(new Ping(List.of("#clientInHub", Integer.toString(this.clients.clientCount()), "#client",
					Integer.toString(this.ownClients.size()))));
		}
	}

	/** Order of the keys as in the service protocol reference, 3.6. */
	private void onPing(ServiceLink source, Ping ping) {
		String offline = PingValues.of(ping, "offline");
		String target = PingValues.of(ping, "target");
		if (PingValues.of(ping, "echo") != null) {
			source.send(ping);
		}
		else if (offline != null) {
			this.clients.onInstanceOffline(offline);
		}
		else if ("finack".equals(PingValues.of(ping, "shutdown"))) {
			finished();
		}
		else {
			this.owner.told(ping);
			if (target != null && !target.isEmpty()) {
				this.owner.moreWanted(target);
			}
		}
	}

	/**
	 * The answer to {@link #leave} is about clients only: hooks and disconnect callbacks
	 * of an app server that stops may still send.
	 */
	private void finished() {
		if (this.leave != null) {
			this.released.complete(null);
		}
		else {
			goOffline("The service has taken this connection out of use.");
		}
	}

	private void onError(ServiceError error) {
		if (!error.errorMessage().isEmpty()) {
			goOffline(error.errorMessage());
		}
	}

	private void onServerControl(ConnectionFlowControl control) {
		if (control.operation() == FlowControlOperation.OFFLINE && control.connectionId().equals(id())) {
			goOffline("The service has taken this connection out of use.");
		}
	}

	private void goOffline(String text) {
		if (this.state.compareAndSet(Phase.CONNECTED, Phase.OFFLINE)) {
			this.since = instant();
			logger.warn("Service connection {} takes no more messages: {}", id(), text);
			this.owner.offline(this, text);
		}
	}

	private void onClientMessage(ServiceMessage message) {
		if (message instanceof OpenConnection open) {
			this.ownClients.add(open.connectionId());
		}
		else if (message instanceof ConnectionFlowControl control
				&& control.operation() == FlowControlOperation.RESUME) {
			if (this.ownClients.add(control.connectionId())) {
				this.owner.moved(this, control.connectionId());
			}
		}
		else if (this.leave == Leave.MIGRATE_CLIENTS && message instanceof ConnectionFlowControl control
				&& control.operation() == FlowControlOperation.PAUSE) {
			this.clients.onDeparture(this, control.connectionId());
			return;
		}
		else if (message instanceof CloseConnection close) {
			this.ownClients.remove(close.connectionId());
			resumeInput(close.connectionId());
		}
		this.clients.onMessage(this, message);
	}

	private void releaseWriters() {
		for (CompletableFuture<Void> writer = this.writers.poll(); writer != null; writer = this.writers.poll()) {
			writer.complete(null);
		}
	}

	private void failWriters() {
		for (CompletableFuture<Void> writer = this.writers.poll(); writer != null; writer = this.writers.poll()) {
			writer.completeExceptionally(new IOException("The service connection ended before all was written."));
		}
	}

	private Instant instant() {
		return Instant.ofEpochMilli(now());
	}

	private long now() {
		return this.scheduler.now(TimeUnit.MILLISECONDS);
	}

	private static String describe(@Nullable Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		String text = (cause instanceof IOException) ? cause.getMessage() : null;
		return (text != null) ? text : String.valueOf(cause);
	}

}
