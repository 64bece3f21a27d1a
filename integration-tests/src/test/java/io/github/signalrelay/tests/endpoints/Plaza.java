// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.endpoints;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceEndpoint;
import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.service.EndpointState;
import io.github.signalrelay.service.ServiceEndpoints;
import io.github.signalrelay.service.connection.ServiceConnectionState.Phase;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

/** Relays and app servers of these tests, and what is asked of them over HTTP. */
final class Plaza {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	private Plaza() {
	}

	static RunningApplication relay() {
		return RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				Map.of("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY));
	}

	/**
	 * Starts an app server that serves the clients which negotiate with it, and waits
	 * until it is connected everywhere.
	 * @param endpoints relays by {@code name[:type]}
	 * @return the app server
	 */
	static RunningApplication app(Map<String, RunningApplication> endpoints) {
		return app(endpoints, "required");
	}

	/**
	 * Starts an app server, and waits until it is connected everywhere.
	 * @param endpoints relays by {@code name[:type]}
	 * @param stickyMode whether it serves the clients which negotiate with it
	 * @return the app server
	 */
	static RunningApplication app(Map<String, RunningApplication> endpoints, String stickyMode) {
		Map<String, Object> properties = new HashMap<>();
		properties.put("azure.signalr.server-sticky-mode", stickyMode);
		endpoints.forEach((name, relay) -> properties.put("azure.signalr.endpoints[" + name + "]",
				RelayDeployment.connectionString(relay.origin())));
		RunningApplication app = RunningApplication.start(PlazaApplication.class, WebApplicationType.REACTIVE,
				properties);
		awaitConnected(app);
		return app;
	}

	static void awaitConnected(RunningApplication app) {
		Awaitility.await("connected to all endpoints")
			.atMost(PATIENCE)
			.until(() -> app.bean(ServiceEndpoints.class).states().stream().allMatch(Plaza::isConnected));
	}

	static boolean isConnected(EndpointState state) {
		return state.hubs()
			.stream()
			.allMatch((hub) -> hub.connections().size() >= 5
					&& hub.connections().stream().allMatch((connection) -> connection.phase() == Phase.CONNECTED));
	}

	static ServiceEndpoint endpoint(String nameAndType, RunningApplication relay) {
		return ServiceEndpoint.of(nameAndType,
				ConnectionString.parse(RelayDeployment.connectionString(relay.origin())));
	}

	static HttpResponse<String> negotiate(RunningApplication app, String query) throws Exception {
		return HTTP.send(HttpRequest.newBuilder(app.origin().resolve("/plaza/negotiate?negotiateVersion=1&" + query))
			.POST(BodyPublishers.noBody())
			.build(), BodyHandlers.ofString());
	}

	/** Relays that so many clients are sent to. */
	static Set<Integer> ports(RunningApplication app, int clients) {
		return IntStream.range(0, clients).mapToObj((client) -> {
			try {
				String url = JsonMapper.shared().readTree(negotiate(app, "").body()).get("url").asString();
				return URI.create(url).getPort();
			}
			catch (Exception ex) {
				throw new AssertionError(ex);
			}
		}).collect(Collectors.toSet());
	}

	static List<Integer> portsOf(RunningApplication... relays) {
		return List.of(relays).stream().map(RunningApplication::port).toList();
	}

}
