// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.time.Duration;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Admitted;
import io.github.signalrelay.relay.negotiate.ConnectionIds;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.websocket.ClientWebSocket;
import io.github.signalrelay.relay.transport.websocket.UpgradeAnswer;
import io.github.signalrelay.relay.transport.websocket.UpgradeEndpoint;
import io.github.signalrelay.relay.transport.websocket.UpgradeRequest;

/**
 * Lets clients in by WebSocket at {@code {base path}/client/}, with the connection that
 * they negotiated or with a new one. Any thread may use it.
 */
public final class ClientEndpoint implements UpgradeEndpoint {

	private final ClientAdmission admission;

	private final NegotiatedConnections negotiated;

	private final OpenTransports transports;

	private final ConnectionIds ids;

	private final ClientConnections clients;

	private final FlushBatches flushes;

	private final ClientIdentities identities;

	private final Duration closeTimeout;

	private final long pendingBytes;

	/**
	 * Makes the endpoint of a relay.
	 * @param settings the relay's settings
	 * @param admission knows who may come in
	 * @param negotiated connections that clients may ask for
	 * @param transports transports that clients have got
	 * @param ids where the ids of other connections come from
	 * @param clients where connections go
	 * @param flushes batches of all loops
	 */
	public ClientEndpoint(RelaySettings settings, ClientAdmission admission, NegotiatedConnections negotiated,
			OpenTransports transports, ConnectionIds ids, ClientConnections clients, FlushBatches flushes) {
		this.admission = admission;
		this.negotiated = negotiated;
		this.transports = transports;
		this.ids = ids;
		this.clients = clients;
		this.flushes = flushes;
		this.identities = new ClientIdentities(settings);
		this.closeTimeout = settings.timeouts().close();
		this.pendingBytes = settings.limits().clientPendingBytes();
	}

	@Override
	public UpgradeAnswer answer(UpgradeRequest request) {
		try {
			this.admission.checkOpen();
			Admitted client = this.admission
				.identify(new ClientRequest(request.query(), request.headers(), request.remoteAddress()));
			this.admission.checkTransport(client, TransportType.WEB_SOCKETS);
			this.admission.checkRoom(client);
			return accept(client);
		}
		catch (RequestRefusedException ex) {
			return new UpgradeAnswer.Refused(ex.status(), ex.text(), ex.headers());
		}
	}

	private UpgradeAnswer accept(Admitted client) throws RequestRefusedException {
		String token = client.query().first("id");
		if (token == null || token.isEmpty()) {
			token = null; // the client skipped the negotiation
			this.admission.checkRate();
		}
		String id = (token != null) ? negotiatedId(token, client) : this.ids.nextId();
		ClientIdentity identity = this.identities.of(id, client, TransportType.WEB_SOCKETS);
		String connectionToken = token;
		return new UpgradeAnswer.Accepted((channel) -> {
			remember(connectionToken, client, channel);
			return new ClientWebSocket(channel, this.flushes.of(channel.eventLoop()), this.closeTimeout,
					this.pendingBytes, (transport) -> this.clients.accept(transport, identity));
		});
	}

	private String negotiatedId(String token, Admitted client) throws RequestRefusedException {
		OpenTransports.Entry open = this.transports.find(token, client);
		if (open != null) {
			throw (open.type() == TransportType.WEB_SOCKETS) ? new RequestRefusedException(409, "")
					: new RequestRefusedException(400, "Cannot change transports mid-connection");
		}
		String id = this.negotiated.take(token, client.scope(), client.token().userId());
		if (id == null) {
			throw new RequestRefusedException(404, "No Connection with that ID");
		}
		return id;
	}

	private void remember(@Nullable String token, Admitted client, Channel channel) {
		if (token != null) {
			this.transports.add(token,
					new OpenTransports.Entry(client.scope(), client.token().userId(), TransportType.WEB_SOCKETS, null));
			channel.closeFuture().addListener((closed) -> this.transports.remove(token));
		}
	}

}
