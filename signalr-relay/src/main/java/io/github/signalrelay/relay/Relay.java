// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

import io.github.signalrelay.relay.client.ClientConnectionListener;
import io.github.signalrelay.relay.client.ClientConnections;
import io.github.signalrelay.relay.client.ClientMeters;
import io.github.signalrelay.relay.client.ClientSettings;
import io.github.signalrelay.relay.embedded.EmbeddedServiceLinks;
import io.github.signalrelay.relay.endpoint.ClientAdmission;
import io.github.signalrelay.relay.endpoint.ClientEndpoint;
import io.github.signalrelay.relay.endpoint.EarlyPosts;
import io.github.signalrelay.relay.endpoint.HttpTransportEndpoint;
import io.github.signalrelay.relay.endpoint.HttpTransportFactory;
import io.github.signalrelay.relay.endpoint.OpenTransports;
import io.github.signalrelay.relay.endpoint.RelayRoutes;
import io.github.signalrelay.relay.endpoint.ServerConnections;
import io.github.signalrelay.relay.endpoint.ServerEndpoint;
import io.github.signalrelay.relay.identity.AccessControl;
import io.github.signalrelay.relay.identity.AccessKeyEndpoint;
import io.github.signalrelay.relay.identity.AppServerTokens;
import io.github.signalrelay.relay.negotiate.ConnectionIds;
import io.github.signalrelay.relay.endpoint.HealthEndpoint;
import io.github.signalrelay.relay.negotiate.NegotiateEndpoint;
import io.github.signalrelay.relay.negotiate.NegotiatedConnections;
import io.github.signalrelay.relay.reconnect.ReconnectMeters;
import io.github.signalrelay.relay.reconnect.ResumableConnections;
import io.github.signalrelay.relay.routing.HubRouter;
import io.github.signalrelay.relay.security.AccessKeys;
import io.github.signalrelay.relay.security.AllowedOrigins;
import io.github.signalrelay.relay.security.HandshakeRate;
import io.github.signalrelay.relay.security.RefusalMeters;
import io.github.signalrelay.relay.security.RequestAuthenticator;
import io.github.signalrelay.relay.server.ServerConnectionAcceptor;
import io.github.signalrelay.relay.transport.FlushBatches;
import io.github.signalrelay.relay.transport.deflate.DeflateMeters;
import io.github.signalrelay.relay.transport.deflate.PermessageDeflate;
import io.github.signalrelay.relay.transport.websocket.BehindHttpCodec;
import io.github.signalrelay.relay.transport.websocket.UpgradeAnswer;
import io.github.signalrelay.relay.transport.websocket.UpgradeEndpoint;
import io.github.signalrelay.relay.transport.websocket.UpgradeRequest;
import io.github.signalrelay.relay.transport.websocket.WebSocketTakeover;

/**
 * One relay node: takes clients and app servers in, on a port of its own or on that of
 * another Reactor Netty server.
 * <p>
 * {@link #start} opens a port of its own. On a shared port, {@link #takeover} gives the
 * relay the WebSockets of {@code {base path}/client/} and {@code {base path}/server/};
 * {@link #routes} answer other requests for the relay's paths, ahead of the web
 * framework.
 * <p>
 * Stop with {@link #drain}, then {@link #close}. All methods may be called from any
 * thread.
 */
public final class Relay implements AutoCloseable {

	private static final String CLIENT = "/client";

	private static final String SERVER = "/server";

	private final RelaySettings settings;

	private final RelayLoops loops;

	private final HubRouter router;

	private final EmbeddedServiceLinks embeddedLinks;

	private final ClientConnections clients;

	private final ServerConnections servers;

	private final HealthEndpoint healthEndpoint;

	private final WebSocketTakeover takeover;

	private final RelayRoutes routes;

	private final AccessControl access;

	private final RefusalMeters refusals;

	private final RelayShutdown shutdown;

	private final Future<?> sweeps;

	private volatile @Nullable RelayPort ownPort;

	Relay(RelaySettings settings, MeterRegistry registry, RelayLoops loops, Clock clock, HubRouter router,
			ClientConnectionListener listener, ServerConnectionAcceptor acceptor) {
		this(settings, registry, loops, clock, router, listener, acceptor,
				AccessControl.of(settings, AppServerTokens.NONE, new RefusalMeters(registry), clock));
	}

	private Relay(RelaySettings settings, MeterRegistry registry, RelayLoops loops, Clock clock, HubRouter router,
			ClientConnectionListener listener, ServerConnectionAcceptor acceptor, AccessControl access) {
		this.settings = settings;
		this.access = access;
		this.loops = loops;
		this.router = router;
		this.embeddedLinks = new EmbeddedServiceLinks(router, loops.eventLoops());
		this.clients = new ClientConnections(clientSettings(settings), listener, new ClientMeters(registry), clock,
				settings.timeouts().sweep());
		this.servers = new ServerConnections();
		this.shutdown = new RelayShutdown(this.clients, this.servers, settings.timeouts().close());
		BooleanSupplier draining = this.shutdown::isDraining;
		RequestAuthenticator authenticator = access.authenticator();
		AllowedOrigins origins = new AllowedOrigins(settings.access().allowedOrigins());
		ConnectionIds ids = new ConnectionIds(settings.nodeId());
		NegotiatedConnections negotiated = new NegotiatedConnections(ids, settings.timeouts().negotiated(),
				settings.limits().negotiatedConnections());
		FlushBatches flushes = new FlushBatches();
		this.refusals = new RefusalMeters(registry);
		HandshakeRate rate = new HandshakeRate(settings.limits().handshakesPerSecond());
		ClientAdmission admission = new ClientAdmission(settings, authenticator, this.clients, negotiated, rate,
				draining);
		OpenTransports transports = new OpenTransports();
		NegotiateEndpoint negotiate = new NegotiateEndpoint(authenticator, origins, negotiated,
				settings.access().transports(), rate, draining, this.refusals, listener::allowsStatefulReconnects);
		EarlyPosts early = new EarlyPosts(settings, negotiated);
		HttpTransportEndpoint http = new HttpTransportEndpoint(admission, transports, early,
				new HttpTransportFactory(settings, transports, early, this.clients, flushes), this.refusals);
		this.healthEndpoint = new HealthEndpoint(draining);
		this.routes = new RelayRoutes(settings.basePath(), negotiate, http, this.healthEndpoint,
				new AccessKeyEndpoint(access.exchange(), this.refusals));
		DeflateMeters compression = new DeflateMeters(registry);
		ClientEndpoint clientEndpoint = new ClientEndpoint(settings, admission, transports, ids, this.clients,
				new ResumableConnections(settings.reconnect(), new ReconnectMeters(registry)), flushes,
				settings.compression() ? new PermessageDeflate(compression) : null);
		ServerEndpoint serverEndpoint = new ServerEndpoint(settings, authenticator, access.identities(), acceptor,
				this.servers, flushes, draining);
		this.takeover = new WebSocketTakeover(
				Map.of(settings.basePath() + CLIENT, counting(clientEndpoint, "client", this.refusals),
						settings.basePath() + SERVER, counting(serverEndpoint, "server", this.refusals)));
		this.sweeps = loops.everyInterval(settings.timeouts().sweep(), router::sweep);
	}

	/**
	 * Makes a relay that does not listen yet, with threads of its own.
	 * @param settings the settings
	 * @param registry where meters are registered
	 * @return the relay
	 */
	public static Relay create(RelaySettings settings, MeterRegistry registry) {
		return create(settings, AppServerTokens.NONE, registry);
	}

	/**
	 * Makes a relay that does not listen yet, with threads of its own, and that app
	 * servers may come to without an access key.
	 * @param settings the settings
	 * @param tokens judges tokens of identity providers
	 * @param registry where meters are registered
	 * @return the relay
	 */
	public static Relay create(RelaySettings settings, AppServerTokens tokens, MeterRegistry registry) {
		return create(settings, tokens, registry, RelayLoops.own());
	}

	/**
	 * Makes a relay that does not listen yet and works on the threads of others.
	 * @param settings the settings
	 * @param registry where meters are registered
	 * @param loops event loops, best those of the HTTP server whose port is shared. They
	 * stay the caller's
	 * @return the relay
	 */
	public static Relay create(RelaySettings settings, MeterRegistry registry, LoopResources loops) {
		return create(settings, AppServerTokens.NONE, registry, loops);
	}

	/**
	 * Makes a relay that does not listen yet, works on the threads of others, and that
	 * app servers may come to without an access key.
	 * @param settings the settings
	 * @param tokens judges tokens of identity providers
	 * @param registry where meters are registered
	 * @param loops event loops, best those of the HTTP server whose port is shared. They
	 * stay the caller's
	 * @return the relay
	 */
	public static Relay create(RelaySettings settings, AppServerTokens tokens, MeterRegistry registry,
			LoopResources loops) {
		return create(settings, tokens, registry, RelayLoops.shared(loops));
	}

	private static Relay create(RelaySettings settings, AppServerTokens tokens, MeterRegistry registry,
			RelayLoops loops) {
		Clock clock = Clock.systemUTC();
		AccessControl access = AccessControl.of(settings, tokens, new RefusalMeters(registry), clock);
		HubRouter router = new HubRouter(settings.routing(), clock, System::nanoTime, registry, access.exchange());
		return new Relay(settings, registry, loops, clock, router, router, router, access);
	}

	private static UpgradeEndpoint counting(UpgradeEndpoint endpoint, String name, RefusalMeters refusals) {
		return new UpgradeEndpoint() {

			@Override
			public UpgradeAnswer answer(UpgradeRequest request) {
				return endpoint.answer(request);
			}

			@Override
			public void refused(int status) {
				refusals.count(name, status);
			}

		};
	}

	private static ClientSettings clientSettings(RelaySettings settings) {
		RelaySettings.Limits limits = settings.limits();
		RelaySettings.Timeouts timeouts = settings.timeouts();
		return new ClientSettings(limits.clientMessageBytes(), limits.clientPendingBytes(), timeouts.send(),
				timeouts.keepAlive(), timeouts.client(), limits.clientConnections(), limits.connectionsPerUser());
	}

	/**
	 * Access keys of this relay, which may be changed at any time without ending a
	 * connection.
	 * @return the keys
	 */
	public AccessKeys accessKeys() {
		return this.access.keys();
	}

	/**
	 * Checks tokens of clients and app servers.
	 * @return the authenticator
	 */
	public RequestAuthenticator authenticator() {
		return this.access.authenticator();
	}

	/**
	 * The settings that this relay was made with. Its access keys may be others by now.
	 * @return the settings
	 */
	public RelaySettings settings() {
		return this.settings;
	}

	/**
	 * Way into this relay for app servers of the same process.
	 * @return the links
	 */
	public EmbeddedServiceLinks embeddedLinks() {
		return this.embeddedLinks;
	}

	/**
	 * Joins clients and app servers.
	 * @return the router
	 */
	public HubRouter router() {
		return this.router;
	}

	/**
	 * Makes an HTTP server give the relay its WebSockets. Other requests stay with the
	 * server.
	 * @return the change to the server, to be applied before it is bound
	 */
	public UnaryOperator<HttpServer> takeover() {
		return this.takeover;
	}

	/**
	 * Answers the requests to the relay's paths that are no WebSockets.
	 * @return the routes, for a server that the relay has {@linkplain #takeover taken}
	 * its WebSockets from
	 */
	public RelayRoutes routes() {
		return this.routes;
	}

	/**
	 * Answers {@code {base path}/api/health}, all methods.
	 * @return the endpoint
	 */
	public HealthEndpoint healthEndpoint() {
		return this.healthEndpoint;
	}

	/**
	 * Opens a port of the relay's own. Blocks until it listens.
	 * @param host address to listen on
	 * @param port port to listen on, 0 for any that is free
	 * @return the port
	 * @throws reactor.netty.ChannelBindException if the port cannot be had
	 */
	public int start(String host, int port) {
		return start(new RelayPortSettings(host, port), UnaryOperator.identity());
	}

	/**
	 * Opens a port of the relay's own. Blocks until it listens.
	 * @param portSettings where, and limits of requests
	 * @param customizer changes the server before it is bound, for example for TLS
	 * @return the port
	 * @throws reactor.netty.ChannelBindException if the port cannot be had
	 */
	public synchronized int start(RelayPortSettings portSettings, UnaryOperator<HttpServer> customizer) {
		if (this.ownPort != null) {
			throw new IllegalStateException("The relay already listens");
		}
		UnaryOperator<HttpServer> guard = headGuard(portSettings.requestTimeout(), portSettings.idleTimeout());
		RelayPort opened = RelayPort.open(portSettings, this.loops, List.of(customizer, guard, this.takeover),
				this.routes);
		this.ownPort = opened;
		return opened.number();
	}

	/**
	 * Makes an HTTP server cut connections whose requests do not come to the end of their
	 * headers, count those and what it cannot read, and keep the latter out of its log.
	 * For servers that serve the relay only; to be applied before {@link #takeover}.
	 * @param requestTimeout time for the headers of the first request of a connection
	 * @param idleTimeout time that a connection may rest between two requests
	 * @return the change to the server, to be applied before it is bound
	 */
	public UnaryOperator<HttpServer> headGuard(Duration requestTimeout, Duration idleTimeout) {
		BehindHttpCodec guards = new BehindHttpCodec("signalr.headGuard",
				() -> new RequestHeadGuard(requestTimeout, idleTimeout.plus(requestTimeout), this.refusals));
		return (server) -> guards.apply(server.httpMessageLogFactory(new UnreadableRequestLog()));
	}

	/**
	 * Client connections right now.
	 * @return the number
	 */
	public int clientConnections() {
		return this.clients.count();
	}

	/**
	 * Server connections over the network right now.
	 * @return the number
	 */
	public int serverConnections() {
		return this.servers.count();
	}

	/**
	 * Refuses whoever comes from now on, asks the clients to reconnect, closes their
	 * connections, and at last those of the app servers.
	 * @param time over which closing the clients is spread; who does not answer is cut
	 * some seconds later
	 * @return completes when no connection is left; never fails. Later calls return the
	 * same
	 */
	public CompletionStage<Void> drain(Duration time) {
		return this.shutdown.drain(time);
	}

	/**
	 * Cuts what is still connected, app servers of the same process included, and closes
	 * the relay's own port. Blocks for a moment; MUST NOT be called on an event loop.
	 */
	@Override
	public synchronized void close() {
		this.shutdown.stop().join();
		// Those of the same process have no socket whose end would tell them
		this.router.closeServerConnections(RelayShutdown.REASON);
		RelayPort opened = this.ownPort;
		if (opened != null) {
			opened.close();
			this.ownPort = null;
		}
		this.sweeps.cancel(false);
		this.loops.close();
	}

}
