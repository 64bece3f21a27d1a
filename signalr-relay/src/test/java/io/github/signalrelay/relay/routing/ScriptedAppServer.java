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
import io.github.signalrelay.protocol.service.HandshakeRequest;
import io.github.signalrelay.protocol.service.MigrationLevel;
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

	private static ConditionFactory patiently() {
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
