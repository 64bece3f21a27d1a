// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.Ack;
import io.github.signalrelay.protocol.service.CloseConnection;
import io.github.signalrelay.protocol.service.ConnectionData;
import io.github.signalrelay.protocol.service.ConnectionFlowControl;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.FlowControlOperation;
import io.github.signalrelay.protocol.service.FlowControlTarget;
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.OpenConnection;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.Ping;
import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.server.ServerConnection;
import io.github.signalrelay.relay.server.ServerConnectionRequest;
import io.github.signalrelay.relay.server.ServerTransport;

/**
 * An app server's end of one server connection, in memory.
 */
final class ScriptedAppServer implements ServerTransport {

	final List<ServiceMessage> received = new CopyOnWriteArrayList<>();

	private final AtomicBoolean ended = new AtomicBoolean();

	final ServerConnection relayEnd;

	volatile boolean writable = true;

	volatile boolean overloaded;

	volatile boolean reading = true;

	volatile @Nullable String closeReason;

	ScriptedAppServer(HubRouter router, String connectionId, String serverId) {
		this(router, connectionId, serverId, RoutingFixture.SCOPE);
	}

	ScriptedAppServer(HubRouter router, String connectionId, String serverId, HubScope scope) {
		this(router, new ServerConnectionRequest(scope, connectionId, serverId, null));
	}

	ScriptedAppServer(HubRouter router, ServerConnectionRequest request) {
		this.relayEnd = router.accept(request, this);
	}

	ScriptedAppServer handshake(ServerConnectionType type) {
		send(new HandshakeRequest(1, type, "", MigrationLevel.OFF, false));
		return this;
	}

	/** A handshake that says when clients may move. */
	ScriptedAppServer handshake(MigrationLevel level) {
		send(new HandshakeRequest(1, ServerConnectionType.DEFAULT, "", level, false));
		return this;
	}

	/** Answers the handshake of a client, as hubs do. */
	void answer(RecordingClient client) {
		data(client, "{}\u001e", DataMessageType.HANDSHAKE);
	}

	void data(RecordingClient client, String text, DataMessageType type) {
		send(new ConnectionData(client.id, Payload.utf8(text), null, type, false));
	}

	void acknowledgePause(RecordingClient client) {
		send(new ConnectionFlowControl(client.id, FlowControlTarget.CLIENT, FlowControlOperation.PAUSE_ACK));
	}

	/** What was done to clients or told about one: no pings and no handshake. */
	List<ServiceMessage> about(RecordingClient client) {
		return this.received.stream().filter((message) -> isAbout(message, client.id)).toList();
	}

	private static boolean isAbout(ServiceMessage message, String id) {
		return (message instanceof OpenConnection open && open.connectionId().equals(id))
				|| (message instanceof CloseConnection close && close.connectionId().equals(id))
				|| (message instanceof ConnectionData data && data.connectionId().equals(id))
				|| (message instanceof ConnectionFlowControl control && control.connectionId().equals(id));
	}

	/** Texts of what a client sent here, its handshake first. */
	List<String> inputOf(RecordingClient client) {
		return all(ConnectionData.class).stream()
			.filter((data) -> data.connectionId().equals(client.id))
			.map((data) -> data.payload().toUtf8String())
			.toList();
	}

	List<FlowControlOperation> words() {
		return all(ConnectionFlowControl.class).stream().map(ConnectionFlowControl::operation).toList();
	}

	void send(ServiceMessage message) {
		this.relayEnd.onMessage(message);
	}

	void ping(String... texts) {
		send(new Ping(List.of(texts)));
	}

	void end() {
		if (this.ended.compareAndSet(false, true)) {
			this.relayEnd.onClosed("gone");
		}
	}

	<T extends ServiceMessage> List<T> all(Class<T> type) {
		return this.received.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/** Waits for the first message of a type. */
	<T extends ServiceMessage> T await(Class<T> type) {
		return await(type, 1).get(0);
	}

	<T extends ServiceMessage> List<T> await(Class<T> type, int count) {
		patiently().until(() -> all(type).size() >= count);
		return all(type);
	}

	Ack ack(int ackId) {
		patiently().until(() -> all(Ack.class).stream().anyMatch((ack) -> ack.ackId() == ackId));
		return all(Ack.class).stream().filter((ack) -> ack.ackId() == ackId).findFirst().orElseThrow();
	}

	static ConditionFactory patiently() {
		return Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(2))
			.atMost(Duration.ofSeconds(10));
	}

	static Payloads json(String text) {
		return Payloads.of("json", Payload.utf8(text));
	}

	@Override
	public void write(ServiceMessage message) {
		if (!this.ended.get()) {
			this.received.add(message);
		}
	}

	@Override
	public boolean isWritable() {
		return this.writable;
	}

	@Override
	public boolean isOverloaded() {
		return this.overloaded;
	}

	void setWritable(boolean writable) {
		this.writable = writable;
		this.relayEnd.onWritabilityChanged(writable);
	}

	@Override
	public void setReading(boolean reading) {
		this.reading = reading;
	}

	@Override
	public void close(int statusCode, String reason) {
		this.closeReason = reason;
		end();
	}

}
