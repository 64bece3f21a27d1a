// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.reconnect;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.ClientOwner;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;

/**
 * Connections whose clients asked for stateful reconnect, by the secret token of the
 * connection. Any thread may use it.
 */
public final class ResumableConnections {

	private final ReconnectSettings settings;

	private final ReconnectMeters meters;

	private final Map<String, Entry> byToken = new ConcurrentHashMap<>();

	/**
	 * Makes the empty table.
	 * @param settings limits of each connection
	 * @param meters what operators see
	 */
	public ResumableConnections(ReconnectSettings settings, ReconnectMeters meters) {
		this.settings = settings;
		this.meters = meters;
	}

	/**
	 * Makes the transport of a connection and enters it. To be called on the loop of the
	 * WebSocket.
	 * @param token secret of the connection
	 * @param owner who may come back to it
	 * @param bufferBytes bytes that the client's token asks for, 0 for none in particular
	 * @param first its first WebSocket
	 * @param listener makes what listens to it
	 * @param onFinished called on the loop when nobody may come back any more
	 * @return where the input of the WebSocket goes
	 */
	public ClientTransportListener enter(String token, ClientOwner owner, long bufferBytes, ClientTransport first,
			Function<ResumableTransport, ClientTransportListener> listener, Runnable onFinished) {
		ReconnectSettings limits = (bufferBytes > 0) ? this.settings.withBufferBytes(bufferBytes) : this.settings;
		ResumableTransport transport = new ResumableTransport(first, limits, this.meters, () -> {
			this.byToken.remove(token);
			onFinished.run();
		}, listener);
		this.byToken.put(token, new Entry(owner, transport));
		return transport.firstInput();
	}

	/**
	 * Looks for a connection that belongs to the one who asks.
	 * @param token secret of the connection that is asked for
	 * @param owner who asks
	 * @return the connection, or {@code null} when there is none for this user
	 */
	public @Nullable Claim find(String token, ClientOwner owner) {
		Entry entry = this.byToken.get(token);
		if (entry == null) {
			return null;
		}
		if (!entry.owner().equals(owner)) {
			this.meters.refused();
			return null;
		}
		return new Claim(entry.transport(), entry.transport().isResumable());
	}

	private record Entry(ClientOwner owner, ResumableTransport transport) {

	}

	/**
	 * A connection that was found.
	 *
	 * @param transport what another WebSocket may go on with
	 * @param resumable whether it may, as things stand
	 */
	public record Claim(ResumableTransport transport, boolean resumable) {

	}

}
