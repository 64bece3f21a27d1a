// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.identity.AppServerIdentities;
import io.github.signalrelay.relay.identity.DataAction;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TokenUse;
import io.github.signalrelay.relay.server.ServerConnectionAcceptor;
import io.github.signalrelay.relay.server.ServerConnectionRequest;
import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.websocket.ServerWebSocket;
import io.github.signalrelay.relay.transport.websocket.UpgradeAnswer;
import io.github.signalrelay.relay.transport.websocket.UpgradeEndpoint;
import io.github.signalrelay.relay.transport.websocket.UpgradeRequest;

/**
 * Lets app servers in at {@code {base path}/server/} (service protocol reference, 1.1 to
 * 1.4). Any thread may use it.
 */
public final class ServerEndpoint implements UpgradeEndpoint {

	private static final String SERVER_ID = "X-ASRS-Server-Id";

	private static final String USER_AGENT = "Asrs-User-Agent";

	private static final int MAX_ID = 256;

	private final RequestAuthenticator authenticator;

	private final AppServerIdentities identities;

	private final ServerConnectionAcceptor acceptor;

	private final ServerConnections servers;

	private final FlushBatches flushes;

	private final BooleanSupplier draining;

	private final ServerWebSocket.Settings socketSettings;

	/**
	 * Makes the endpoint of a relay.
	 * @param settings the relay's settings
	 * @param authenticator checks tokens that access keys have signed
	 * @param identities knows tokens of identity providers
	 * @param acceptor where connections go
	 * @param servers knows all open connections
	 * @param flushes batches of all loops
	 * @param draining whether the relay is shutting down
	 */
	public ServerEndpoint(RelaySettings settings, RequestAuthenticator authenticator, AppServerIdentities identities,
			ServerConnectionAcceptor acceptor, ServerConnections servers, FlushBatches flushes,
			BooleanSupplier draining) {
		this.authenticator = authenticator;
		this.identities = identities;
		this.acceptor = acceptor;
		this.servers = servers;
		this.flushes = flushes;
		this.draining = draining;
		this.socketSettings = new ServerWebSocket.Settings(settings.limits().serverMessageBytes(),
				settings.limits().serverPendingBytes(), settings.timeouts().close());
	}

	@Override
	public UpgradeAnswer answer(UpgradeRequest request) {
		if (this.draining.getAsBoolean()) {
			return new UpgradeAnswer.Refused(503, "", Map.of("Retry-After", "1"));
		}
		try {
			RequestQuery query = RequestQuery.parse(request.query());
			HubScope scope = query.hub();
			String token = RequestAuthenticator.token(request.headers().getAll("Authorization"), query);
			return this.identities.concern(token) ? ofIdentity(request, query, scope, token)
					: ofAccessKey(request, query, scope);
		}
		catch (RequestRefusedException ex) {
			return refused(ex);
		}
	}

	private UpgradeAnswer ofAccessKey(UpgradeRequest request, RequestQuery query, HubScope scope)
			throws RequestRefusedException {
		AccessToken token = this.authenticator.authenticate(request.headers().getAll("Authorization"), query,
				request.headers().get("Host"), TokenUse.SERVER, request.query());
		return accepted(connection(request, query, scope, token.first("nameid")));
	}

	/** Its token cannot tell which process it is; a header may (reference, 1.2). */
	private UpgradeAnswer ofIdentity(UpgradeRequest request, RequestQuery query, HubScope scope, String token)
			throws RequestRefusedException {
		ServerConnectionRequest connection = connection(request, query, scope, null);
		return new UpgradeAnswer.Pending(
				this.identities.require(token, TokenUse.SERVER, DataAction.SERVER_CONNECTION_WRITE)
					.handle((identity, failure) -> (failure == null) ? accepted(connection) : refused(failure)));
	}

	private UpgradeAnswer accepted(ServerConnectionRequest connection) {
		return new UpgradeAnswer.Accepted((channel) -> open(channel, connection));
	}

	private static UpgradeAnswer refused(Throwable failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return (cause instanceof RequestRefusedException ex)
				? new UpgradeAnswer.Refused(ex.status(), ex.text(), ex.headers()) : UpgradeAnswer.refuse(500);
	}

	private static ServerConnectionRequest connection(UpgradeRequest request, RequestQuery query, HubScope scope,
			@Nullable String nameInToken) throws RequestRefusedException {
		String connectionId = checked("cid", query.first("cid"));
		String serverId = request.headers().get(SERVER_ID);
		if (serverId == null || serverId.isEmpty()) {
			serverId = nameInToken;
		}
		// An app server without a name is one of its own
		serverId = (serverId == null || serverId.isEmpty()) ? connectionId : checked("server id", serverId);
		String target = query.first("target");
		return new ServerConnectionRequest(scope, connectionId, serverId, target, request.headers().get(USER_AGENT));
	}

	private static String checked(String name, @Nullable String value) throws RequestRefusedException {
		if (value == null || value.isBlank() || value.length() > MAX_ID
				|| value.chars().anyMatch(Character::isISOControl)) {
			throw new RequestRefusedException(400, "The " + name + " is missing or not valid");
		}
		return value;
	}

	private ServerWebSocket open(Channel channel, ServerConnectionRequest connection) {
		ServerWebSocket socket = new ServerWebSocket(channel, this.flushes.of(channel.eventLoop()), this.socketSettings,
				(transport) -> this.acceptor.accept(connection, transport));
		this.servers.add(socket, channel);
		return socket;
	}

}
