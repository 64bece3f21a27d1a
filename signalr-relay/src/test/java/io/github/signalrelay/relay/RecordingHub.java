// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.relay.client.ClientConnection;
import io.github.signalrelay.relay.client.ClientConnectionListener;
import io.github.signalrelay.relay.client.CloseCategory;

/**
 * Accepts every client and writes down what happens. In place of routing and app servers,
 * which have tests of their own.
 */
public final class RecordingHub implements ClientConnectionListener {

	public static final String RS = "\u001E";

	public final Map<String, ClientConnection> clients = new ConcurrentHashMap<>();

	public final List<ClientConnection> opened = new CopyOnWriteArrayList<>();

	public final List<String> data = new CopyOnWriteArrayList<>();

	public final List<Closed> closed = new CopyOnWriteArrayList<>();

	/** What was told of full outputs. */
	public final List<Boolean> full = new CopyOnWriteArrayList<>();

	public final List<String> reconnected = new CopyOnWriteArrayList<>();

	/** What happens when a client has opened. */
	public volatile Consumer<ClientConnection> onOpened = RecordingHub::accept;

	/** What happens when a client has ended. */
	public volatile Consumer<ClientConnection> onClosed = (client) -> {
	};

	/** Whether clients may use stateful reconnect. */
	public volatile boolean stateful;

	public static void accept(ClientConnection client) {
		client.writeData(Payload.utf8("{}" + RS), DataMessageType.HANDSHAKE);
	}

	@Override
	public boolean allowsStatefulReconnects(HubScope scope) {
		return this.stateful;
	}

	@Override
	public void onReconnected(ClientConnection client) {
		this.reconnected.add(client.id());
	}

	@Override
	public void onOpened(ClientConnection client) {
		this.opened.add(client);
		this.clients.put(client.id(), client);
		this.onOpened.accept(client);
	}

	@Override
	public void onData(ClientConnection client, Payload bytes) {
		this.data.add(bytes.toUtf8String());
	}

	@Override
	public void onOutputFull(ClientConnection client, boolean outputFull) {
		this.full.add(outputFull);
	}

	@Override
	public void onClosed(ClientConnection client, CloseCategory category, @Nullable String error) {
		this.closed.add(new Closed(client.id(), category, error));
		this.clients.remove(client.id());
		this.onClosed.accept(client);
	}

	/** The only client, on whose loop the action runs. */
	public void onClient(Consumer<ClientConnection> action) {
		ClientConnection client = this.clients.values().iterator().next();
		client.eventLoop().submit(() -> action.accept(client)).syncUninterruptibly();
	}

	public record Closed(String id, CloseCategory category, @Nullable String error) {

	}

}
