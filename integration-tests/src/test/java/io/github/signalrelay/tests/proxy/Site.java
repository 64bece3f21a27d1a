// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.proxy;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

/**
 * What stands behind the proxy: programs, and the paths under which the proxy shows them.
 *
 * @param programs running programs
 * @param locations paths of the proxy
 */
record Site(List<RunningApplication> programs, List<Location> locations) implements AutoCloseable {

	private static final Map<String, Object> BELIEVE_PROXY = Map.of("server.forward-headers-strategy", "framework",
			"signalr.relay.access.trusted-proxies", Nginx.ADDRESS);

	/** An application on WebFlux, whose port its relay shares. */
	static Site webFlux(URI proxy) {
		RunningApplication app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
				BELIEVE_PROXY);
		return new Site(List.of(app), List.of(new Location("/", app.origin().resolve("/"))));
	}

	/** An application on Spring MVC with its relay on a port of its own. */
	static Site webMvc(URI proxy) throws Exception {
		int relayPort = Nginx.freePort();
		Map<String, Object> properties = new HashMap<>(BELIEVE_PROXY);
		properties.put("signalr.relay.embedded.port", relayPort);
		properties.put("signalr.relay.embedded.public-url", proxy + "/_signalr");
		RunningApplication app = RunningApplication.start(TestApplication.class, WebApplicationType.SERVLET,
				properties);
		URI relay = URI.create("http://127.0.0.1:" + relayPort + "/_signalr/");
		return new Site(List.of(app),
				List.of(new Location("/_signalr/", relay), new Location("/", app.origin().resolve("/"))));
	}

	/** A relay and an app server that reaches it without the proxy. */
	static Site relay(URI proxy) {
		RunningApplication relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY, "signalr.relay.access.trusted-proxies",
						Nginx.ADDRESS, "signalr.relay.access.public-hosts", "127.0.0.1",
						"server.forward-headers-strategy", "framework"));
		Map<String, Object> properties = new HashMap<>(BELIEVE_PROXY);
		properties.put("azure.signalr.connection-string",
				RelayDeployment.connectionString(relay.origin()) + "ClientEndpoint=" + proxy + "/relay;");
		RunningApplication app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
				properties);
		RelayDeployment.awaitConnected(List.of(app.origin().resolve("/request")));
		return new Site(List.of(app, relay), List.of(new Location("/relay/", relay.origin().resolve("/")),
				new Location("/", app.origin().resolve("/"))));
	}

	@Override
	public void close() {
		this.programs.forEach(RunningApplication::close);
	}

}
