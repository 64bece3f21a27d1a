// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.client.ClientOutput.LocalClient;
import io.github.signalrelay.hub.connection.ConnectionEnd;
import io.github.signalrelay.hub.connection.HubConnection;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.ConnectionReconnect;
import io.github.signalrelay.protocol.service.ErrorCompletion;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMapping;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * All clients of one hub on this server. Any thread may call it.
 */
final class HubDispatcher implements ClientMessageHandler {

	private static final Logger logger = LoggerFactory.getLogger(HubDispatcher.class);

	private final Map<String, HubConnection> open = new ConcurrentHashMap<>();

	/** Open ones, and those whose disconnect callback has not run to its end. */
	private final Set<HubConnection> served = ConcurrentHashMap.newKeySet();

	/** Who waits until no client is served. */
	private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();

	private volatile @Nullable HubRuntime hub;

	private volatile boolean closing;

	/**
	 * Begins to serve clients.
	 * @param runtime what they share
	 */
	void start(HubRuntime runtime) {
		this.hub = runtime;
	}

	@Override
	public void onMessage(ServiceLink link, ServiceMessage message) {
		if (message instanceof ConnectionData data) {
			HubConnection connection = find(data.connectionId());
			if (connection != null) {
				connection.receive(data);
			}
		}
		else if (message instanceof OpenConnection opening) {
			open(link, opening);
		}
		else if (message instanceof CloseConnection closing) {
			HubConnection connection = find(closing.connectionId());
			if (connection != null) {
				connection.closedByService(closing.headers().first(MessageHeaders.MIGRATE_TO));
			}
		}
		else if (message instanceof ConnectionReconnect reconnect) {
			HubConnection connection = find(reconnect.connectionId());
			if (connection != null) {
				connection.reconnected();
			}
		}
		else if (message instanceof ConnectionFlowControl control) {
			control(link, control);
		}
		else if (!onResult(link, message)) {
			logger.debug("Ignored a {} of the service", message.getClass().getSimpleName());
		}
	}

	@Override
	public void onDeparture(ServiceLink link, String connectionId) {
		HubConnection connection = find(connectionId);
		if (connection != null) {
			connection.depart();
		}
	}

	/** Acknowledgements and the other words go the other way. */
	private void control(ServiceLink link, ConnectionFlowControl control) {
		HubConnection connection = find(control.connectionId());
		if (connection == null) {
			return;
		}
		if (control.operation() == FlowControlOperation.PAUSE) {
			connection.pauseOutput();
		}
		else if (control.operation() == FlowControlOperation.RESUME) {
			connection.resumeOutput(link);
		}
	}

	/** Messages about results of clients (service protocol reference, 6.11). */
	private boolean onResult(ServiceLink link, ServiceMessage message) {
		HubRuntime runtime = this.hub;
		if (runtime == null) {
			return false;
		}
		if (message instanceof ClientInvocation question) {
			askedElsewhere(link, question);
		}
		else if (message instanceof ClientCompletion completion) {
			runtime.results().answered(completion);
		}
		else if (message instanceof ErrorCompletion failure) {
			runtime.results().failed(failure);
		}
		else if (message instanceof ServiceMapping mapping) {
			runtime.results().owned(mapping);
		}
		else {
			return false;
		}
		return true;
	}

	/** Another server asks a client of this one; the relay sends the question itself. */
	private void askedElsewhere(ServiceLink link, ClientInvocation question) {
		HubConnection connection = find(question.connectionId());
		if (connection != null) {
			connection.askedElsewhere(question);
		}
		else {
			link.send(new ErrorCompletion(question.invocationId(), question.connectionId(), question.callerServerId(),
					"Connection '" + question.connectionId() + "' does not exist.", null));
		}
	}

	private @Nullable HubConnection find(String connectionId) {
		HubConnection connection = this.open.get(connectionId);
		if (connection == null) {
			logger.debug("Ignored a message about connection {}, which is not open", connectionId);
		}
		return connection;
	}

	private void open(ServiceLink link, OpenConnection message) {
		HubRuntime runtime = this.hub;
		if (runtime == null || this.closing) {
			link.send(new CloseConnection(message.connectionId(), "", MessageHeaders.NONE, null));
			return;
		}
		HubConnection connection = new HubConnection(runtime, message, link,
				(ended) -> this.open.remove(ended.id(), ended));
		this.served.add(connection);
		connection.gone().whenComplete((done, error) -> forget(connection));
		HubConnection former = this.open.put(message.connectionId(), connection);
		if (former != null) {
			logger.warn("Connection {} was opened again while it was open", message.connectionId());
			former.end(ConnectionEnd.GONE);
		}
	}

	private void forget(HubConnection connection) {
		this.served.remove(connection);
		tellIdle();
	}

	/**
	 * Waits until no client is served.
	 * @return completes when the disconnect callback of the last one has run
	 */
	CompletionStage<Void> whenIdle() {
		CompletableFuture<Void> idle = new CompletableFuture<>();
		this.waiting.add(idle);
		tellIdle();
		return idle;
	}

	private void tellIdle() {
		while (this.served.isEmpty()) {
			CompletableFuture<Void> idle = this.waiting.poll();
			if (idle == null) {
				return;
			}
			idle.complete(null);
		}
	}

	@Override
	public void onLinkClosed(ServiceLink link) {
		endAll((connection) -> connection.link() == link, ConnectionEnd.GONE);
	}

	@Override
	public void onInstanceOffline(String instanceId) {
		HubRuntime runtime = this.hub;
		if (runtime != null) {
			runtime.results().instanceGone(instanceId);
		}
		endAll((connection) -> connection.instanceId().equals(instanceId), ConnectionEnd.GONE);
	}

	private void endAll(Predicate<HubConnection> which, ConnectionEnd reason) {
		for (HubConnection connection : this.open.values()) {
			if (which.test(connection)) {
				connection.end(reason);
			}
		}
	}

	@Override
	public int clientCount() {
		return this.served.size();
	}

	@Nullable LocalClient localClient(String connectionId) {
		HubConnection connection = this.open.get(connectionId);
		HubProtocol protocol = (connection != null) ? connection.protocol() : null;
		return (connection != null && protocol != null)
				? new LocalClient(connection.link(), protocol.name(), connection) : null;
	}

	/**
	 * Server shutdown: refuses new clients, and tells the others to come back later.
	 * @return completes when all disconnect callbacks have run
	 */
	CompletionStage<Void> close() {
		this.closing = true;
		endAll((connection) -> true, ConnectionEnd.SHUTDOWN);
		return CompletableFuture.allOf(this.served.stream()
			.map((connection) -> connection.gone().toCompletableFuture())
			.toArray(CompletableFuture[]::new));
	}

	void tick(long now) {
		this.open.values().forEach((connection) -> connection.tick(now));
		HubRuntime runtime = this.hub;
		if (runtime != null) {
			runtime.results().tick(now);
		}
	}

}
