// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import reactor.core.publisher.Mono;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientIdentity;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Admitted;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Entry;
import io.github.signalrelay.relay.security.TokenTerms;
import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.UnsentLimit;
import io.github.signalrelay.relay.transport.http.HttpClientTransport;
import io.github.signalrelay.relay.transport.longpolling.LongPolling;
import io.github.signalrelay.relay.transport.sse.EventStream;

/**
 * Makes the transports of clients without WebSocket. Any thread may use it.
 */
public final class HttpTransportFactory {

	private final RelaySettings.Timeouts timeouts;

	private final long pendingBytes;

	private final UnsentLimit unsent;

	private final OpenTransports transports;

	private final EarlyPosts early;

	private final ClientConnections clients;

	private final FlushBatches flushes;

	private final ClientIdentities identities;

	/**
	 * Makes the factory of a relay.
	 * @param settings the relay's settings
	 * @param transports where transports are found
	 * @param early what clients have posted before
	 * @param clients where connections go
	 * @param flushes batches of all loops
	 */
	public HttpTransportFactory(RelaySettings settings, OpenTransports transports, EarlyPosts early,
			ClientConnections clients, FlushBatches flushes) {
		this.timeouts = settings.timeouts();
		this.pendingBytes = settings.limits().clientPendingBytes();
		this.unsent = new UnsentLimit(settings.limits().clientUnsentBytes());
		this.transports = transports;
		this.early = early;
		this.clients = clients;
		this.flushes = flushes;
		this.identities = new ClientIdentities(settings);
	}

	/**
	 * Prepares the connection of a request that takes messages to the client.
	 */
	void prepare(HttpExchange exchange) {
		this.unsent.limitOnce(exchange.channel());
	}

	/**
	 * Starts an event stream in the response of an exchange, on the loop of its channel.
	 */
	Mono<Void> stream(HttpExchange exchange, Admitted client, Entry entry) {
		String token = entry.negotiated().token();
		ClientIdentity identity = this.identities.of(entry.negotiated().id(), client, TransportType.SERVER_SENT_EVENTS);
		Channel channel = exchange.channel();
		EventStream stream = new EventStream(channel, exchange.isChunked(), this.flushes.of(channel.eventLoop()),
				new EventStream.Limits(this.timeouts.close(), this.timeouts.body(), this.pendingBytes),
				(transport) -> this.clients.accept(transport, identity, entry.place()));
		// Before the headers leave: the client may post as soon as it sees them
		remember(token, client, TransportType.SERVER_SENT_EVENTS, stream);
		return exchange.beginEvents()
			.then(Mono.defer(stream::open))
			.doFinally((signal) -> this.transports.remove(token));
	}

	/**
	 * Starts long polling on the loop of the exchange.
	 */
	LongPolling polling(HttpExchange exchange, Admitted client, Entry entry) {
		String token = entry.negotiated().token();
		ClientIdentity identity = this.identities.of(entry.negotiated().id(), client, TransportType.LONG_POLLING);
		EventLoop loop = exchange.channel().eventLoop();
		LongPolling polling = new LongPolling(loop, this.flushes.of(loop),
				new LongPolling.Limits(this.timeouts.poll(),
						new TokenTerms(client.token()).pollInterval(this.timeouts.disconnect()), this.timeouts.body(),
						this.pendingBytes),
				(transport) -> this.clients.accept(transport, identity, entry.place()),
				() -> this.transports.remove(token));
		remember(token, client, TransportType.LONG_POLLING, polling);
		return polling;
	}

	private void remember(String token, Admitted client, TransportType type, HttpClientTransport transport) {
		this.early.handOver(token, transport, () -> this.transports.add(token, new OpenTransports.Entry(client.scope(),
				client.token().userId(), type, transport, client.shown().signed())));
	}

}
