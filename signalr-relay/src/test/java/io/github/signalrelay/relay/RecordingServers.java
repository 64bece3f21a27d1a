// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.relay.server.ServerConnectionAcceptor;
import io.github.signalrelay.relay.server.ServerConnectionRequest;
import io.github.signalrelay.relay.server.ServerTransport;
import io.github.signalrelay.relay.server.ServerTransportListener;

/**
 * Takes every server connection in and writes down what comes. In place of the relay's
 * server connections, which have tests of their own.
 */
public final class RecordingServers implements ServerConnectionAcceptor, ServerTransportListener {

	public final List<ServerConnectionRequest> requests = new CopyOnWriteArrayList<>();

	public final List<ServerTransport> transports = new CopyOnWriteArrayList<>();

	public final List<ServiceMessage> messages = new CopyOnWriteArrayList<>();

	public final List<Integer> unknown = new CopyOnWriteArrayList<>();

	public final List<String> invalid = new CopyOnWriteArrayList<>();

	public final List<Boolean> writability = new CopyOnWriteArrayList<>();

	public final List<String> closed = new CopyOnWriteArrayList<>();

	@Override
	public ServerTransportListener accept(ServerConnectionRequest request, ServerTransport transport) {
		this.requests.add(request);
		this.transports.add(transport);
		return this;
	}

	@Override
	public void onMessage(ServiceMessage message) {
		this.messages.add(message);
	}

	@Override
	public void onUnknownMessage(int type) {
		this.unknown.add(type);
	}

	@Override
	public void onInvalidMessage(String problem) {
		this.invalid.add(problem);
	}

	@Override
	public void onWritabilityChanged(boolean writable) {
		this.writability.add(writable);
	}

	@Override
	public void onClosed(String reason) {
		this.closed.add(reason);
	}

}
