// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.compression;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

/**
 * The test application with a relay whose meters can be read, inside or beside it.
 */
final class CompressingSite implements AutoCloseable {

	private final RunningApplication relay;

	private final List<RunningApplication> appServers;

	private CompressingSite(RunningApplication relay, List<RunningApplication> appServers) {
		this.relay = relay;
		this.appServers = appServers;
	}

	/**
	 * Starts it.
	 * @param kind where the relay is
	 * @param properties properties of the relay
	 */
	static CompressingSite start(Kind kind, Map<String, Object> properties) {
		return switch (kind) {
			case WEBFLUX -> embedded(WebApplicationType.REACTIVE, properties);
			case WEBMVC -> embedded(WebApplicationType.SERVLET, properties);
			case RELAY -> beside(properties);
		};
	}

	private static CompressingSite embedded(WebApplicationType type, Map<String, Object> properties) {
		RunningApplication both = RunningApplication.start(TestApplication.class, type, properties);
		return new CompressingSite(both, List.of(both));
	}

	private static CompressingSite beside(Map<String, Object> properties) {
		Map<String, Object> ofRelay = new HashMap<>(properties);
		ofRelay.put("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY);
		RunningApplication relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				ofRelay);
		Map<String, Object> ofApp = Map.of("azure.signalr.connection-string",
				RelayDeployment.connectionString(relay.origin()));
		CompressingSite site = new CompressingSite(relay,
				Stream.of(WebApplicationType.REACTIVE, WebApplicationType.SERVLET)
					.map((type) -> RunningApplication.start(TestApplication.class, type, ofApp))
					.toList());
		RelayDeployment.awaitConnected(site.hubs());
		return site;
	}

	List<URI> hubs() {
		return this.appServers.stream().map((server) -> server.origin().resolve("/test")).toList();
	}

	double counter(String name, String... tags) {
		return this.relay.bean(MeterRegistry.class).get(name).tags(tags).counter().count();
	}

	@Override
	public void close() {
		this.appServers.forEach(RunningApplication::close);
		this.relay.close();
	}

	/** Where the relay is. */
	enum Kind {

		/** Inside the application, on its port. */
		WEBFLUX,

		/** Inside the application, on a port of its own. */
		WEBMVC,

		/** In a process of its own. */
		RELAY

	}

}
