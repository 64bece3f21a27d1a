// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.netty.channel.Channel;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.protocol.token.ServiceClaims;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.negotiate.ConnectionIds;
import io.github.signalrelay.relay.negotiate.NegotiateEndpoint;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections.Negotiated;
import io.github.signalrelay.relay.reconnect.ResumableConnections;
import io.github.signalrelay.relay.reconnect.ResumableConnections.Claim;
import io.github.signalrelay.relay.reconnect.ResumableConnections.Owner;
import io.github.signalrelay.relay.reconnect.ResumableTransport;
import io.github.signalrelay.relay.security.AllowedOrigins;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.websocket.ClientWebSocket;
import io.github.signalrelay.relay.transport.websocket.UpgradeAnswer;
import io.github.signalrelay.relay.transport.websocket.UpgradeEndpoint;
import io.github.signalrelay.relay.transport.websocket.UpgradeRequest;

/**
 * Lets clients in at {@code {base path}/client/}, with the connection that they
 * negotiated or with a new one. Any thread may use it.
 */
public final class ClientEndpoint implements UpgradeEndpoint {

	private static final String PATH = "/client/";

	private final RelaySettings settings;

	private final RequestAuthenticator authenticator;

	private final NegotiatedConnections negotiated;

	private final ConnectionIds ids;

	private final ClientConnections clients;

	private final ResumableConnections resumables;

	private final FlushBatches flushes;

	private final BooleanSupplier draining;

	private final AllowedOrigins origins;

	private final ClientIdentities identities;

	/**
	 * Makes the endpoint of a relay.
	 * @param settings the relay's settings
	 * @param authenticator checks tokens
	 * @param negotiated connections that clients may ask for
	 * @param ids where the ids of other connections come from
	 * @param clients where connections go
	 * @param resumables connections that clients may come back to
	 * @param flushes batches of all loops
	 * @param draining whether the relay is shutting down
	 */
	public ClientEndpoint(RelaySettings settings, RequestAuthenticator authenticator, NegotiatedConnections negotiated,
			ConnectionIds ids, ClientConnections clients, ResumableConnections resumables, FlushBatches flushes,
			BooleanSupplier draining) {
		this.settings = settings;
		this.authenticator = authenticator;
		this.negotiated = negotiated;
		this.ids = ids;
		this.clients = clients;
		this.resumables = resumables;
		this.flushes = flushes;
		this.draining = draining;
		this.origins = new AllowedOrigins(settings.access().allowedOrigins());
		this.identities = new ClientIdentities(settings);
	}

	@Override
	public UpgradeAnswer answer(UpgradeRequest request) {
		if (this.draining.getAsBoolean()) {
			return new UpgradeAnswer.Refused(503, "", Map.of("Retry-After", "1"));
		}
		if (!this.origins.allows(request.headers().get("Origin"))) {
			return UpgradeAnswer.refuse(403);
		}
		try {
			RequestQuery query = RequestQuery.parse(request.query());
			HubScope scope = query.hub();
			AccessToken token = this.authenticator.authenticate(request.headers().getAll("Authorization"), query,
					request.headers().get("Host"), PATH, request.query());
			return answer(request, query, scope, token);
		}
		catch (RequestRefusedException ex) {
			return new UpgradeAnswer.Refused(ex.status(), ex.text(), Map.of());
		}
	}

	private UpgradeAnswer answer(UpgradeRequest request, RequestQuery query, HubScope scope, AccessToken token)
			throws RequestRefusedException {
		if (!NegotiateEndpoint.isAllowed(token, TransportType.WEB_SOCKETS)) {
			throw new RequestRefusedException(404, "WebSockets transport not supported by this end point type");
		}
		String connectionToken = query.first("id");
		if (connectionToken == null || connectionToken.isEmpty()) {
			// The client skipped the negotiation
			return open(request, query, token, new Negotiated(this.ids.nextId(), "", scope, token.userId(), false, 0));
		}
		Owner owner = new Owner(connectionToken, scope, token.userId());
		Claim claim = this.resumables.find(owner);
		if (claim != null) {
			return claim.resumable() ? goOn(claim.transport()) : UpgradeAnswer.refuse(409);
		}
		Negotiated connection = this.negotiated.take(connectionToken, scope, token.userId());
		if (connection == null) {
			throw new RequestRefusedException(404, "No Connection with that ID");
		}
		return open(request, query, token, connection);
	}

	private UpgradeAnswer goOn(ResumableTransport transport) {
		return new UpgradeAnswer.Accepted((channel) -> webSocket(channel, transport::resume), transport.eventLoop());
	}

	private UpgradeAnswer open(UpgradeRequest request, RequestQuery query, AccessToken token, Negotiated connection) {
		if (this.clients.count() >= this.settings.limits().clientConnections()) {
			return new UpgradeAnswer.Refused(429, "", Map.of("Retry-After", "1"));
		}
		ClientIdentity identity = this.identities.of(connection.id(), connection.scope(), token, query, request);
		Function<ClientTransport, ClientTransportListener> listener = connection.stateful()
				? (first) -> this.resumables.enter(
						new Owner(connection.token(), connection.scope(), connection.userId()), bufferBytes(token),
						first, (transport) -> this.clients.accept(transport, identity, transport))
				: (transport) -> this.clients.accept(transport, identity);
		return new UpgradeAnswer.Accepted((channel) -> webSocket(channel, listener));
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
		return new ClientWebSocket(channel, this.flushes.of(channel.eventLoop()), this.settings.timeouts().close(),
				this.settings.limits().clientPendingBytes(), listener);
	}

}
