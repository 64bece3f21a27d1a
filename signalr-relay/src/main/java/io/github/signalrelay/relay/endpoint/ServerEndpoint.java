// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Map;
import java.util.function.BooleanSupplier;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.token.AccessToken;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.security.RequestQuery;
import io.github.signalrelay.relay.security.RequestRefusedException;
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

	private static final String PATH = "/server/";

	private static final String SERVER_ID = "X-ASRS-Server-Id";

	private static final String USER_AGENT = "Asrs-User-Agent";

	private static final int MAX_ID = 256;

	private final RequestAuthenticator authenticator;

	private final ServerConnectionAcceptor acceptor;

	private final ServerConnections servers;

	private final FlushBatches flushes;

	private final BooleanSupplier draining;

	private final ServerWebSocket.Settings socketSettings;

	/**
	 * Makes the endpoint of a relay.
	 * @param settings the relay's settings
	 * @param authenticator checks tokens
	 * @param acceptor where connections go
	 * @param servers knows all open connections
	 * @param flushes batches of all loops
	 * @param draining whether the relay is shutting down
	 */
	public ServerEndpoint(RelaySettings settings, RequestAuthenticator authenticator, ServerConnectionAcceptor acceptor,
			ServerConnections servers, FlushBatches flushes, BooleanSupplier draining) {
		this.authenticator = authenticator;
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
			AccessToken token = this.authenticator.authenticate(request.headers().getAll("Authorization"), query,
					request.headers().get("Host"), PATH, request.query());
			ServerConnectionRequest connection = connection(request, query, scope, token);
			return new UpgradeAnswer.Accepted((channel) -> open(channel, connection));
		}
		catch (RequestRefusedException ex) {
			return new UpgradeAnswer.Refused(ex.status(), ex.text(), Map.of());
		}
	}

	private static ServerConnectionRequest connection(UpgradeRequest request, RequestQuery query, HubScope scope,
			AccessToken token) throws RequestRefusedException {
		String connectionId = checked("cid", query.first("cid"));
		String serverId = request.headers().get(SERVER_ID);
		if (serverId == null || serverId.isEmpty()) {
			serverId = token.first("nameid");
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
