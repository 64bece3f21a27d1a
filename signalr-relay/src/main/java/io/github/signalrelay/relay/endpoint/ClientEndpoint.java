// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.function.BooleanSupplier;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.negotiate.ConnectionIds;
import io.github.signalrelay.relay.negotiate.NegotiateEndpoint;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.security.AllowedOrigins;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
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
	 * @param flushes batches of all loops
	 * @param draining whether the relay is shutting down
	 */
	public ClientEndpoint(RelaySettings settings, RequestAuthenticator authenticator, NegotiatedConnections negotiated,
			ConnectionIds ids, ClientConnections clients, FlushBatches flushes, BooleanSupplier draining) {
		this.settings = settings;
		this.authenticator = authenticator;
		this.negotiated = negotiated;
		this.ids = ids;
		this.clients = clients;
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
		if (this.clients.count() >= this.settings.limits().clientConnections()) {
			return new UpgradeAnswer.Refused(429, "", Map.of("Retry-After", "1"));
		}
		ClientIdentity identity = this.identities.of(connectionId(query, scope, token), scope, token, query, request);
		return new UpgradeAnswer.Accepted((channel) -> new ClientWebSocket(channel,
				this.flushes.of(channel.eventLoop()), this.settings.timeouts().close(),
				this.settings.limits().clientPendingBytes(), (transport) -> this.clients.accept(transport, identity)));
	}

	private String connectionId(RequestQuery query, HubScope scope, AccessToken token) throws RequestRefusedException {
		String connectionToken = query.first("id");
		if (connectionToken == null || connectionToken.isEmpty()) {
			return this.ids.nextId(); // the client skipped the negotiation
		}
		String id = this.negotiated.take(connectionToken, scope, token.userId());
		if (id == null) {
			throw new RequestRefusedException(404, "No Connection with that ID");
		}
		return id;
	}

}
