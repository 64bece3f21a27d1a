// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.server;

import java.net.URI;
import java.util.Map;

import org.springframework.boot.test.http.server.LocalTestWebServer;
import org.springframework.context.ApplicationContext;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.negotiate.NegotiateContext;
import io.github.signalrelay.negotiate.NegotiateTarget;
import io.github.signalrelay.negotiate.NegotiateTargets;

/**
 * Where the hubs of the running application are, for clients over sockets: in tests with
 * {@code @SpringBootTest(webEnvironment = RANDOM_PORT)}. The addresses know scheme, port
 * and context path of the server. Any thread may use it.
 */
public final class LocalHubs {

	private final ApplicationContext context;

	private final HubRegistry registry;

	private final NegotiateTargets targets;

	/**
	 * Makes the addresses of an application.
	 * @param context the application's context
	 * @param registry its hubs
	 * @param targets where it sends its clients
	 */
	public LocalHubs(ApplicationContext context, HubRegistry registry, NegotiateTargets targets) {
		this.context = context;
		this.registry = registry;
		this.targets = targets;
	}

	/**
	 * Address of a hub, as clients take it.
	 * @param hub class of the hub
	 * @return an {@code http} or {@code https} address
	 * @throws IllegalArgumentException if the application has no such hub
	 * @throws IllegalStateException if the application listens nowhere
	 */
	public String url(Class<?> hub) {
		return this.registry.hubs()
			.stream()
			.filter((candidate) -> candidate.type() == hub)
			.findFirst()
			.map(this::url)
			.orElseThrow(() -> new IllegalArgumentException(hub.getName() + " is not a hub of this application"));
	}

	/**
	 * Address of a hub, as clients take it.
	 * @param hub name of the hub, in any case
	 * @return an {@code http} or {@code https} address
	 * @throws IllegalArgumentException if the application has no such hub
	 * @throws IllegalStateException if the application listens nowhere
	 */
	public String url(String hub) {
		RegisteredHub found = this.registry.find(hub);
		if (found == null) {
			throw new IllegalArgumentException("There is no hub '" + hub + "' in this application");
		}
		return url(found);
	}

	private String url(RegisteredHub hub) {
		return server().uri(hub.path());
	}

	/**
	 * Port at which clients reach the relay: that of the web server where the relay
	 * shares it, as in WebFlux, else the relay's own. Clients learn it from negotiate.
	 * @return the port
	 * @throws IllegalStateException if the application listens nowhere, or sends clients
	 * to no relay
	 */
	public int relayPort() {
		NegotiateTarget target = this.targets
			.targetFor(new NegotiateContext("any", URI.create(server().uri("/any")), "", Map.of(), null));
		if (!(target instanceof NegotiateTarget.Relay relay)) {
			throw new IllegalStateException("The application sends its clients to no relay now");
		}
		return URI.create(relay.urls().client("any")).getPort();
	}

	private LocalTestWebServer server() {
		return LocalTestWebServer.obtain(this.context);
	}

}
