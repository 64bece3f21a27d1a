// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Locale;
import java.util.Map;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Admitted;
import io.github.signalrelay.relay.endpoint.OpenTransports.Entry;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections.Negotiated;
import io.github.signalrelay.relay.security.AllowedOrigins;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.transport.http.HttpClientTransport;
import io.github.signalrelay.relay.transport.longpolling.LongPolling;

/**
 * Answers the requests to {@code {base path}/client/} that are no WebSocket upgrades:
 * Server-Sent Events, long polling, and what clients of both send (transports reference,
 * sections 5 to 9). Any thread may use it.
 */
public final class HttpTransportEndpoint {

	private final ClientAdmission admission;

	private final NegotiatedConnections negotiated;

	private final OpenTransports transports;

	private final HttpTransportFactory factory;

	private final RefusalMeters refusals;

	/**
	 * Makes the endpoint of a relay.
	 * @param admission knows who may come in
	 * @param negotiated connections that clients may ask for
	 * @param transports transports that clients have got
	 * @param factory makes more of them
	 * @param refusals counts who is turned away
	 */
	public HttpTransportEndpoint(ClientAdmission admission, NegotiatedConnections negotiated, OpenTransports transports,
			HttpTransportFactory factory, RefusalMeters refusals) {
		this.admission = admission;
		this.negotiated = negotiated;
		this.transports = transports;
		this.factory = factory;
		this.refusals = refusals;
	}

	/**
	 * Answers a request of any method.
	 * @param exchange the request and its response
	 * @return completes when the response is written, which may take as long as the
	 * connection lives
	 */
	public Mono<Void> handle(HttpExchange exchange) {
		EventLoop loop = exchange.channel().eventLoop();
		// Filters of a web framework may have changed the thread
		return loop.inEventLoop() ? answer(exchange)
				: Mono.defer(() -> answer(exchange)).subscribeOn(Schedulers.fromExecutor(loop));
	}

	private Mono<Void> answer(HttpExchange exchange) {
		AllowedOrigins origins = this.admission.origins();
		String origin = exchange.header("Origin");
		if (origin != null && "OPTIONS".equals(exchange.method())) {
			Map<String, String> headers = origins.preflightHeaders(origin,
					exchange.header("Access-Control-Request-Headers"));
			return exchange.answer(headers.isEmpty() ? 403 : 204, "", headers);
		}
		exchange.addHeaders(origins.responseHeaders(origin));
		return switch (exchange.method()) {
			case "GET", "POST", "DELETE" -> authenticated(exchange);
			default -> exchange.answer(405, "", Map.of("Allow", "GET, POST, DELETE"));
		};
	}

	private Mono<Void> authenticated(HttpExchange exchange) {
		try {
			Admitted client = this.admission.identify(exchange.head());
			return Mono.from(switch (exchange.method()) {
				case "GET" -> get(exchange, client);
				case "POST" -> post(exchange, client);
				default -> delete(exchange, client);
			});
		}
		catch (RequestRefusedException ex) {
			this.refusals.count("client", ex.status());
			return exchange.answer(ex.status(), ex.text(), ex.headers());
		}
	}

	private Publisher<Void> get(HttpExchange exchange, Admitted client) throws RequestRefusedException {
		String accept = exchange.header("Accept");
		boolean events = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
		TransportType type = events ? TransportType.SERVER_SENT_EVENTS : TransportType.LONG_POLLING;
		this.admission.checkTransport(client, type);
		this.factory.prepare(exchange);
		String token = token(client);
		Entry open = this.transports.find(token, client);
		if (open == null) {
			return begin(exchange, client, token, type);
		}
		if (open.type() != type) {
			throw new RequestRefusedException(400, "Cannot change transports mid-connection");
		}
		if (open.transport() instanceof LongPolling polling) {
			return exchange.poll(polling);
		}
		throw new RequestRefusedException(409, "");
	}

	private Publisher<Void> begin(HttpExchange exchange, Admitted client, String token, TransportType type)
			throws RequestRefusedException {
		this.admission.checkOpen();
		this.admission.checkRoom(client);
		Negotiated connection = this.negotiated.take(token, client.scope(), client.token().userId());
		if (connection == null) {
			throw unknown();
		}
		String id = connection.id();
		return (type == TransportType.SERVER_SENT_EVENTS) ? this.factory.stream(exchange, client, id, token)
				: exchange.poll(this.factory.polling(exchange, client, id, token));
	}

	private Publisher<Void> post(HttpExchange exchange, Admitted client) throws RequestRefusedException {
		Entry open = open(client);
		HttpClientTransport transport = open.transport();
		if (transport == null) {
			throw new RequestRefusedException(405, "POST requests are not allowed for WebSocket connections.");
		}
		return exchange.post(transport);
	}

	private Publisher<Void> delete(HttpExchange exchange, Admitted client) throws RequestRefusedException {
		Entry open = open(client);
		if (!(open.transport() instanceof LongPolling polling)) {
			throw new RequestRefusedException(400, "Cannot terminate this connection using the DELETE endpoint.");
		}
		polling.delete();
		return exchange.answer(202, "", Map.of());
	}

	private Entry open(Admitted client) throws RequestRefusedException {
		Entry open = this.transports.find(token(client), client);
		if (open == null) {
			throw unknown();
		}
		return open;
	}

	private static String token(Admitted client) throws RequestRefusedException {
		@Nullable String token = client.query().first("id");
		if (token == null || token.isEmpty()) {
			throw new RequestRefusedException(400, "Connection ID required");
		}
		return token;
	}

	private static RequestRefusedException unknown() {
		return new RequestRefusedException(404, "No Connection with that ID");
	}

}
