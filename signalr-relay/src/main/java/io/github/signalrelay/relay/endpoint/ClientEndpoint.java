// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.function.Consumer;
import java.util.function.Function;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.client.ClientPlace;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Admitted;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Entry;
import io.github.signalrelay.relay.negotiate.ConnectionIds;
import io.github.signalrelay.relay.reconnect.ResumableConnections;
import io.github.signalrelay.relay.reconnect.ResumableConnections.Claim;
import io.github.signalrelay.relay.reconnect.ResumableTransport;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.security.TokenTerms;
import io.github.signalrelay.relay.transport.ClientTransport;
import io.github.signalrelay.relay.transport.ClientTransportListener;
import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.UnsentLimit;
import io.github.signalrelay.relay.transport.deflate.DeflateCodec;
import io.github.signalrelay.relay.transport.deflate.PermessageDeflate;
import io.github.signalrelay.relay.transport.websocket.ClientWebSocket;
import io.github.signalrelay.relay.transport.websocket.UpgradeAnswer;
import io.github.signalrelay.relay.transport.websocket.UpgradeEndpoint;
import io.github.signalrelay.relay.transport.websocket.UpgradeRequest;

/**
 * Lets clients in by WebSocket at {@code {base path}/client/}, with the connection that
 * they negotiated or with a new one. Any thread may use it.
 */
public final class ClientEndpoint implements UpgradeEndpoint {

	private static final long LEAST_INFLATION_BURST = 1024 * 1024;

	private static final long MESSAGES_IN_INFLATION_BURST = 4;

	private final ClientAdmission admission;

	private final OpenTransports transports;

	private final ConnectionIds ids;

	private final ClientConnections clients;

	private final ResumableConnections resumables;

	private final FlushBatches flushes;

	private final ClientIdentities identities;

	private final ClientWebSocket.Settings socketSettings;

	/** Or {@code null} where compression is off. */
	private final @Nullable PermessageDeflate deflate;

	private final UnsentLimit unsent;

	/**
	 * Makes the endpoint of a relay.
	 * @param settings the relay's settings
	 * @param admission knows who may come in
	 * @param transports transports that clients have got
	 * @param ids where the ids of other connections come from
	 * @param clients where connections go
	 * @param resumables connections that clients may come back to
	 * @param flushes batches of all loops
	 * @param deflate compression of messages, or {@code null} where it is off
	 */
	public ClientEndpoint(RelaySettings settings, ClientAdmission admission, OpenTransports transports,
			ConnectionIds ids, ClientConnections clients, ResumableConnections resumables, FlushBatches flushes,
			@Nullable PermessageDeflate deflate) {
		this.admission = admission;
		this.transports = transports;
		this.ids = ids;
		this.clients = clients;
		this.resumables = resumables;
		this.flushes = flushes;
		this.deflate = deflate;
		this.identities = new ClientIdentities(settings);
		this.unsent = new UnsentLimit(settings.limits().clientUnsentBytes());
		this.socketSettings = ClientWebSocket.Settings.of(settings.timeouts().close(),
				settings.limits().clientPendingBytes(), inflationBurst(settings.limits().clientMessageBytes()));
	}

	/**
	 * Some messages of the largest size may shrink to nothing by chance.
	 */
	private static long inflationBurst(int messageBytes) {
		return Math.max(LEAST_INFLATION_BURST, MESSAGES_IN_INFLATION_BURST * messageBytes);
	}

	@Override
	public UpgradeAnswer answer(UpgradeRequest request) {
		try {
			this.admission.checkOpen();
			Admitted client = this.admission
				.identify(new ClientRequest(request.query(), request.headers(), request.remoteAddress()), (id) -> null);
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
			ClientPlace place = this.admission.enterUnnegotiated(client);
			return place.use(() -> open(client, place)); // it skipped the negotiation
		}
		Claim claim = this.resumables.find(token, client.owner());
		if (claim != null && claim.resumable()) {
			return goOn(client, claim.transport());
		}
		checkUnused(token, client);
		Entry entry = this.admission.enter(token, client);
		return entry.place()
			.use(() -> entry.negotiated().stateful() ? openResumable(client, entry) : open(client, entry));
	}

	private void checkUnused(String token, Admitted client) throws RequestRefusedException {
		OpenTransports.Entry open = this.transports.find(token, client);
		if (open != null) {
			throw (open.type() == TransportType.WEB_SOCKETS) ? new RequestRefusedException(409, "")
					: new RequestRefusedException(400, "Cannot change transports mid-connection");
		}
	}

	private UpgradeAnswer goOn(Admitted client, ResumableTransport transport) {
		Extensions agreed = agree(client);
		return new UpgradeAnswer.Accepted((channel) -> webSocket(channel, agreed, transport::resume),
				transport.eventLoop(), agreed.header());
	}

	private UpgradeAnswer open(Admitted client, ClientPlace place) {
		ClientIdentity identity = this.identities.of(this.ids.nextId(), client, TransportType.WEB_SOCKETS);
		return accepted(client, place, (channel) -> {
		}, (transport) -> this.clients.accept(transport, identity, place));
	}

	private UpgradeAnswer open(Admitted client, Entry entry) {
		String token = entry.negotiated().token();
		ClientIdentity identity = this.identities.of(entry.negotiated().id(), client, TransportType.WEB_SOCKETS);
		return accepted(client, entry.place(), (channel) -> {
			remember(token, client);
			entry.place().onGivenBack(() -> this.transports.remove(token));
		}, (transport) -> this.clients.accept(transport, identity, entry.place()));
	}

	/** The connection outlives its WebSockets. */
	private UpgradeAnswer openResumable(Admitted client, Entry entry) {
		String token = entry.negotiated().token();
		ClientIdentity identity = this.identities.of(entry.negotiated().id(), client, TransportType.WEB_SOCKETS);
		return accepted(client, entry.place(), (channel) -> remember(token, client),
				(first) -> this.resumables.enter(token, client.owner(),
						new TokenTerms(client.token()).reconnectBufferBytes(), first,
						(transport) -> this.clients.accept(transport, identity, entry.place(), transport),
						() -> this.transports.remove(token)));
	}

	private UpgradeAnswer accepted(Admitted client, ClientPlace place, Consumer<Channel> before,
			Function<ClientTransport, ClientTransportListener> listener) {
		Extensions agreed = agree(client);
		return new UpgradeAnswer.Accepted((channel) -> place.use(() -> {
			before.accept(channel);
			return webSocket(channel, agreed, listener);
		}), null, agreed.header());
	}

	private Extensions agree(Admitted client) {
		PermessageDeflate extension = this.deflate;
		String header = (extension != null)
				? extension.agree(client.request().headers().getAll(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS)) : null;
		return (header != null) ? new Extensions(header, extension) : Extensions.NONE;
	}

	private ClientWebSocket webSocket(Channel channel, Extensions agreed,
			Function<ClientTransport, ClientTransportListener> listener) {
		EventLoop loop = channel.eventLoop();
		this.unsent.limit(channel);
		DeflateCodec codec = (agreed.deflate() != null) ? agreed.deflate().join(loop) : null;
		return new ClientWebSocket(channel, this.flushes.of(loop), this.socketSettings, codec, listener);
	}

	private void remember(String token, Admitted client) {
		this.transports.add(token, new OpenTransports.Entry(client.scope(), client.token().userId(),
				TransportType.WEB_SOCKETS, null, null));
	}

	/**
	 * What was agreed with a client beside WebSocket itself.
	 *
	 * @param header what tells the client, or {@code null}
	 * @param deflate compression, or {@code null}
	 */
	private record Extensions(@Nullable String header, @Nullable PermessageDeflate deflate) {

		static final Extensions NONE = new Extensions(null, null);

	}

}
