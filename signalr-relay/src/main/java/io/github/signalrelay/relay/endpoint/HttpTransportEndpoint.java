// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.endpoint;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Admitted;
import io.github.signalrelay.relay.endpoint.ClientAdmission.Entry;
import io.github.signalrelay.relay.negotiate.Preflight;
import io.github.signalrelay.relay.negotiate.RelayResponse;
import io.github.signalrelay.relay.security.AllowedOrigins;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.security.RequestRefusedException;
import io.github.signalrelay.relay.transport.http.EarlyInput;
import io.github.signalrelay.relay.transport.http.HttpClientTransport;
import io.github.signalrelay.relay.transport.longpolling.LongPolling;

/**
 * Answers the requests to {@code {base path}/client/} that are no WebSocket upgrades:
 * Server-Sent Events, long polling, and what clients of both send (transports reference,
 * sections 5 to 9). Any thread may use it.
 */
public final class HttpTransportEndpoint {

	private static final Set<TransportType> HTTP_TRANSPORTS = Set.of(TransportType.SERVER_SENT_EVENTS,
			TransportType.LONG_POLLING);

	private final ClientAdmission admission;

	private final OpenTransports transports;

	private final EarlyPosts early;

	private final HttpTransportFactory factory;

	private final RefusalMeters refusals;

	/**
	 * Makes the endpoint of a relay.
	 * @param admission knows who may come in
	 * @param transports transports that clients have got
	 * @param early what clients post before they have a transport
	 * @param factory makes more of them
	 * @param refusals counts who is turned away
	 */
	public HttpTransportEndpoint(ClientAdmission admission, OpenTransports transports, EarlyPosts early,
			HttpTransportFactory factory, RefusalMeters refusals) {
		this.admission = admission;
		this.transports = transports;
		this.early = early;
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
		RelayResponse preflight = Preflight.answer(exchange.plainRequest(), origins);
		if (preflight != null) {
			return exchange.answer(preflight);
		}
		exchange.addHeaders(origins.responseHeaders(exchange.header("Origin")));
		return switch (exchange.method()) {
			case "GET", "POST", "DELETE" -> authenticated(exchange);
			default -> exchange.answer(RelayResponse.text(405, "").with(Map.of("Allow", "GET, POST, DELETE")));
		};
	}

	private Mono<Void> authenticated(HttpExchange exchange) {
		try {
			Admitted client = this.admission.identify(exchange.head(), this.transports::shown);
			return switch (exchange.method()) {
				case "GET" -> get(exchange, client);
				case "POST" -> post(exchange, client);
				default -> delete(exchange, client);
			};
		}
		catch (RequestRefusedException ex) {
			this.refusals.count("client", ex.status());
			return exchange.answer(RelayResponse.text(ex.status(), ex.text()).with(ex.headers()));
		}
	}

	private Mono<Void> get(HttpExchange exchange, Admitted client) throws RequestRefusedException {
		String accept = exchange.header("Accept");
		boolean events = accept != null && accept.toLowerCase(Locale.ROOT).contains("text/event-stream");
		TransportType type = events ? TransportType.SERVER_SENT_EVENTS : TransportType.LONG_POLLING;
		this.admission.checkTransport(client, type);
		this.factory.prepare(exchange);
		String token = token(client);
		OpenTransports.Entry open = this.transports.find(token, client);
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

	private Mono<Void> begin(HttpExchange exchange, Admitted client, String token, TransportType type)
			throws RequestRefusedException {
		this.admission.checkOpen();
		this.early.find(token, client); // between negotiated and open a post finds this
		Entry entry = this.admission.enter(token, client);
		return entry.place()
			.use(() -> (type == TransportType.SERVER_SENT_EVENTS) ? this.factory.stream(exchange, client, entry)
					: exchange.poll(this.factory.polling(exchange, client, entry)));
	}

	private Mono<Void> post(HttpExchange exchange, Admitted client) throws RequestRefusedException {
		String token = token(client);
		OpenTransports.Entry open = this.transports.find(token, client);
		if (open == null) {
			return postEarly(exchange, client, token);
		}
		return post(exchange, open);
	}

	private Mono<Void> post(HttpExchange exchange, OpenTransports.Entry open) throws RequestRefusedException {
		HttpClientTransport transport = open.transport();
		if (transport == null) {
			throw new RequestRefusedException(405, "POST requests are not allowed for WebSocket connections.");
		}
		return exchange.answerTaken(transport.post(exchange.body().bytes()), this::countRefusal);
	}

	/** The first GET, which decides on the transport, has not come yet. */
	private Mono<Void> postEarly(HttpExchange exchange, Admitted client, String token) throws RequestRefusedException {
		this.admission.checkCurrent(client);
		EarlyInput input = HTTP_TRANSPORTS.stream().anyMatch((type) -> this.admission.allows(client, type))
				? this.early.find(token, client) : null;
		if (input == null) {
			return post(exchange, open(client)); // it may have opened just now
		}
		Mono<Integer> taken = input.post(exchange.body());
		OpenTransports.Entry meanwhile = this.transports.find(token, client);
		if (meanwhile != null && meanwhile.transport() != null) {
			input.attach(meanwhile.transport());
		}
		return exchange.answerTaken(taken, this::countRefusal);
	}

	private void countRefusal(int status) {
		this.refusals.count("client", status);
	}

	private Mono<Void> delete(HttpExchange exchange, Admitted client) throws RequestRefusedException {
		OpenTransports.Entry open = open(client);
		if (!(open.transport() instanceof LongPolling polling)) {
			throw new RequestRefusedException(400, "Cannot terminate this connection using the DELETE endpoint.");
		}
		polling.delete();
		return exchange.answer(RelayResponse.text(202, ""));
	}

	private OpenTransports.Entry open(Admitted client) throws RequestRefusedException {
		OpenTransports.Entry open = this.transports.find(token(client), client);
		if (open == null) {
			throw ClientAdmission.unknown();
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

}
