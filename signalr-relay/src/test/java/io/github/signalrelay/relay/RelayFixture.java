// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.relay.RelaySettings.Limits;
import io.github.signalrelay.relay.RelaySettings.Timeouts;
import io.github.signalrelay.relay.routing.HubRouter;
import io.github.signalrelay.relay.server.ServerConnectionTimes;

/**
 * A relay on a port of its own, with a recording hub and a recording app-server side
 * behind it.
 */
public final class RelayFixture implements AutoCloseable {

	public static final AccessKey KEY = new AccessKey("0123456789abcdef0123456789abcdef0123456789abcdef");

	/** Times that are short where a test waits for their end. */
	public static final Timeouts TIMEOUTS = new Timeouts(Duration.ofSeconds(15), Duration.ofSeconds(15),
			Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(15), Duration.ofSeconds(2),
			Duration.ofMillis(20), Duration.ofMinutes(10), Duration.ofSeconds(90), Duration.ofSeconds(15),
			Duration.ofSeconds(15), ServerConnectionTimes.DEFAULTS);

	public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	public final RecordingHub hub = new RecordingHub();

	public final RecordingServers servers = new RecordingServers();

	public final Relay relay;

	public final int port;

	public RelayFixture() {
		this(UnaryOperator.identity());
	}

	public RelayFixture(UnaryOperator<RelaySettings> changes) {
		RelaySettings settings = changes
			.apply(RelaySettings.withKeys(List.of(KEY)).withNodeId("node1").withTimeouts(TIMEOUTS));
		Clock clock = Clock.systemUTC();
		HubRouter unused = new HubRouter(settings.routing(), clock, System::nanoTime, this.meters);
		this.relay = new Relay(settings, this.meters, RelayLoops.own(), clock, unused, this.hub, this.servers);
		this.port = this.relay.start("127.0.0.1", 0);
	}

	/**
	 * A whole relay on loops of the test, whose routing lives in a time of the test:
	 * turns of a loop end by time too, so that on a busy machine what is one turn may be
	 * two.
	 */
	public static Relay relay(RelaySettings settings, MeterRegistry meters, LoopResources loops,
			LongSupplier routingTime) {
		Clock clock = Clock.systemUTC();
		HubRouter router = new HubRouter(settings.routing(), clock, routingTime, meters);
		return new Relay(settings, meters, RelayLoops.shared(loops), clock, router, router, router);
	}

	public static RelayFixture withLimits(UnaryOperator<Limits> changes) {
		return new RelayFixture((settings) -> settings.withLimits(changes.apply(settings.limits())));
	}

	public static RelayFixture withTimeouts(UnaryOperator<Timeouts> changes) {
		return new RelayFixture((settings) -> settings.withTimeouts(changes.apply(settings.timeouts())));
	}

	public static String token(String audience, Claim... claims) {
		return new AccessTokenIssuer(KEY, TokenAlgorithm.HS256, Clock.systemUTC()).issue(audience, Duration.ofHours(1),
				List.of(claims));
	}

	public static String clientToken(Claim... claims) {
		return token("http://localhost/client/?hub=chat", claims);
	}

	/** URI of the client path with a token in the query. */
	public static String clientUri(Claim... claims) {
		return "/client/?hub=chat&access_token=" + URLEncoder.encode(clientToken(claims), StandardCharsets.UTF_8);
	}

	/** A client behind its WebSocket upgrade. */
	public RawSocket connect(Claim... claims) {
		return RawSocket.webSocket(this.port, clientUri(claims));
	}

	/** A client behind its hub handshake. */
	public RawSocket open(Claim... claims) {
		return connect(claims).handshake();
	}

	public RawSocket openServer() {
		return RawSocket.webSocket(this.port, "/server/?hub=chat&cid=c1",
				"Authorization: Bearer " + token("http://localhost/server/?hub=chat", new Claim("nameid", "server1")));
	}

	/** The relay once more, as routes of a server that speaks HTTP/2 without TLS. */
	public DisposableServer serveHttp2() {
		return this.relay.takeover()
			.apply(HttpServer.create()
				.host("127.0.0.1")
				.port(0)
				.protocol(HttpProtocol.HTTP11, HttpProtocol.H2C)
				.route(this.relay.routes()))
			.bindNow();
	}

	public double closed(String category) {
		return this.meters.get("signalr.relay.client.closed").tag("category", category).counter().count();
	}

	@Override
	public void close() {
		this.relay.close();
	}

}
