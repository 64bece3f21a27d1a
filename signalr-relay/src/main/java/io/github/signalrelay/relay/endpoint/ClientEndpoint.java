// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.time.Duration;
import java.util.function.Function;

import io.netty.channel.Channel;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Admitted;
import io.github.signalrelay.relay.negotiate.ConnectionIds;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections.Negotiated;
import io.github.signalrelay.relay.reconnect.ResumableConnections;
import io.github.signalrelay.relay.reconnect.ResumableConnections.Claim;
import io.github.signalrelay.relay.reconnect.ResumableConnections.Owner;
import io.github.signalrelay.relay.reconnect.ResumableTransport;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.UnsentLimit;
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

	private final ResumableConnections resumables;

	private final FlushBatches flushes;

	private final ClientIdentities identities;

	private final Duration closeTimeout;

	private final long pendingBytes;

	private final UnsentLimit unsent;

	/**
	 * Makes the endpoint of a relay.
	 * @param settings the relay's settings
	 * @param admission knows who may come in
	 * @param negotiated connections that clients may ask for
	 * @param transports transports that clients have got
	 * @param ids where the ids of other connections come from
	 * @param clients where connections go
	 * @param resumables connections that clients may come back to
	 * @param flushes batches of all loops
	 */
	public ClientEndpoint(RelaySettings settings, ClientAdmission admission, NegotiatedConnections negotiated,
			OpenTransports transports, ConnectionIds ids, ClientConnections clients, ResumableConnections resumables,
			FlushBatches flushes) {
		this.admission = admission;
		this.negotiated = negotiated;
		this.transports = transports;
		this.ids = ids;
		this.clients = clients;
		this.resumables = resumables;
		this.flushes = flushes;
		this.identities = new ClientIdentities(settings);
		this.closeTimeout = settings.timeouts().close();
		this.pendingBytes = settings.limits().clientPendingBytes();
		this.unsent = new UnsentLimit(settings.limits().clientUnsentBytes());
	}

	@Override
	public UpgradeAnswer answer(UpgradeRequest request) {
		try {
			this.admission.checkOpen();
			Admitted client = this.admission
				.identify(new ClientRequest(request.query(), request.headers(), request.remoteAddress()));
			this.admission.checkTransport(client, TransportType.WEB_SOCKETS);
			return accept(client);
		}
		catch (RequestRefusedException ex) {
			return new UpgradeAnswer.Refused(ex.status(), ex.text(), ex.headers());
		}
	}

	private UpgradeAnswer accept(Admitted client) throws RequestRefusedException {
		String token = client.query().first("id");
		if (token == null || token.isEmpty()) {
			this.admission.checkRoom(client);
			this.admission.checkRate();
			return open(client, this.ids.nextId()); // the client skipped the negotiation
		}
		Claim claim = this.resumables.find(owner(token, client));
		if (claim != null && claim.resumable()) {
			return goOn(claim.transport());
		}
		this.admission.checkRoom(client);
		checkUnused(token, client);
		Negotiated negotiated = this.negotiated.take(token, client.scope(), client.token().userId());
		if (negotiated == null) {
			throw new RequestRefusedException(404, "No Connection with that ID");
		}
		return negotiated.stateful() ? openResumable(client, negotiated) : open(client, negotiated);
	}

	private void checkUnused(String token, Admitted client) throws RequestRefusedException {
		OpenTransports.Entry open = this.transports.find(token, client);
		if (open != null) {
			throw (open.type() == TransportType.WEB_SOCKETS) ? new RequestRefusedException(409, "")
					: new RequestRefusedException(400, "Cannot change transports mid-connection");
		}
	}

	private UpgradeAnswer goOn(ResumableTransport transport) {
		return new UpgradeAnswer.Accepted((channel) -> webSocket(channel, transport::resume), transport.eventLoop());
	}

	private UpgradeAnswer open(Admitted client, String id) {
		ClientIdentity identity = this.identities.of(id, client, TransportType.WEB_SOCKETS);
		return new UpgradeAnswer.Accepted(
				(channel) -> webSocket(channel, (transport) -> this.clients.accept(transport, identity)));
	}

	private UpgradeAnswer open(Admitted client, Negotiated negotiated) {
		ClientIdentity identity = this.identities.of(negotiated.id(), client, TransportType.WEB_SOCKETS);
		return new UpgradeAnswer.Accepted((channel) -> {
			remember(negotiated.token(), client);
			channel.closeFuture().addListener((closed) -> this.transports.remove(negotiated.token()));
			return webSocket(channel, (transport) -> this.clients.accept(transport, identity));
		});
	}

	/** The connection outlives its WebSockets. */
	private UpgradeAnswer openResumable(Admitted client, Negotiated negotiated) {
		ClientIdentity identity = this.identities.of(negotiated.id(), client, TransportType.WEB_SOCKETS);
		Owner owner = owner(negotiated.token(), client);
		return new UpgradeAnswer.Accepted((channel) -> {
			remember(negotiated.token(), client);
			return webSocket(channel,
					(first) -> this.resumables.enter(owner, bufferBytes(client.token()), first,
							(transport) -> this.clients.accept(transport, identity, transport),
							() -> this.transports.remove(negotiated.token())));
		});
	}

	private static Owner owner(String token, Admitted client) {
		return new Owner(token, client.scope(), client.token().userId());
	}

	/**
	 * What the app server wants to be kept for its client; not a claim of the original.
	 */
	private static long bufferBytes(AccessToken token) {
		String bytes = token.first(ServiceClaims.RECONNECT_BUFFER);
		try {
			return (bytes != null) ? Long.parseLong(bytes) : 0;
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	private ClientWebSocket webSocket(Channel channel, Function<ClientTransport, ClientTransportListener> listener) {
		this.unsent.limit(channel);
		return new ClientWebSocket(channel, this.flushes.of(channel.eventLoop()), this.closeTimeout, this.pendingBytes,
				listener);
	}

	private void remember(String token, Admitted client) {
		this.transports.add(token,
				new OpenTransports.Entry(client.scope(), client.token().userId(), TransportType.WEB_SOCKETS, null));
	}

}
