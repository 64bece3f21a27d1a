// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.deployment;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.tests.app.TestApplication;

/**
 * A relay of its own and two app servers that are connected to it. Clients negotiate with
 * an app server and are connected to the relay.
 */
public final class RelayDeployment implements Deployment {

	/** Key that relay and app servers share. */
	public static final String ACCESS_KEY = "a-key-for-tests-that-is-long-enough-to-be-a-strong-one";

	private static final int APP_SERVERS = 2;

	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(30);

	private final RunningApplication relay;

	private final List<RunningApplication> appServers;

	private final HttpClient http;

	private RelayDeployment(Map<String, Object> relayProperties, Map<String, Object> appProperties, HttpClient http) {
		this.http = http;
		Map<String, Object> ofRelay = new HashMap<>(relayProperties);
		ofRelay.put("signalr.relay.access-keys", ACCESS_KEY);
		this.relay = RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE, ofRelay);
		Map<String, Object> properties = new HashMap<>(appProperties);
		properties.put("azure.signalr.connection-string", connectionString(this.relay.origin()));
		this.appServers = IntStream.range(0, APP_SERVERS)
			.mapToObj((i) -> RunningApplication.start(TestApplication.class,
					(i == 0) ? WebApplicationType.REACTIVE : WebApplicationType.SERVLET, properties))
			.toList();
		awaitConnected(http, allHubs());
	}

	/**
	 * Waits until app servers are connected to their relay; until then they refuse
	 * clients.
	 * @param hubs addresses of hubs
	 */
	public static void awaitConnected(List<URI> hubs) {
		awaitConnected(HttpClient.newHttpClient(), hubs);
	}

	private static void awaitConnected(HttpClient http, List<URI> hubs) {
		for (URI hub : hubs) {
			HttpRequest negotiate = HttpRequest.newBuilder(URI.create(hub + "/negotiate?negotiateVersion=1"))
				.POST(HttpRequest.BodyPublishers.noBody())
				.build();
			Awaitility.await(hub.toString())
				.atMost(CONNECT_LIMIT)
				.until(() -> http.send(negotiate, HttpResponse.BodyHandlers.discarding()).statusCode() == 200);
		}
	}

	/**
	 * One app server on WebFlux and one on Spring MVC.
	 * @return the running deployment
	 */
	public static RelayDeployment withTwoAppServers() {
		return withTwoAppServers(Map.of());
	}

	/**
	 * One app server on WebFlux and one on Spring MVC.
	 * @param properties properties of the app servers
	 * @return the running deployment
	 */
	public static RelayDeployment withTwoAppServers(Map<String, Object> properties) {
		return new RelayDeployment(Map.of(), properties, HttpClient.newHttpClient());
	}

	/**
	 * One app server on WebFlux and one on Spring MVC.
	 * @param relayProperties properties of the relay
	 * @param properties properties of the app servers
	 * @param http client that trusts the app servers
	 * @return the running deployment
	 */
	public static RelayDeployment withTwoAppServers(Map<String, Object> relayProperties, Map<String, Object> properties,
			HttpClient http) {
		return new RelayDeployment(relayProperties, properties, http);
	}

	/**
	 * Address of the relay.
	 * @return an address without a path
	 */
	public URI relay() {
		return this.relay.origin();
	}

	/**
	 * Connection string for a relay with the key of tests.
	 * @param relay address of the relay
	 * @return the connection string
	 */
	public static String connectionString(URI relay) {
		return "Endpoint=" + relay + ";AccessKey=" + ACCESS_KEY + ";Version=1.0;";
	}

	@Override
	public List<URI> appServers() {
		return this.appServers.stream().map(RunningApplication::origin).toList();
	}

	@Override
	public <T> List<T> beans(Class<T> type) {
		return this.appServers.stream().map((server) -> server.bean(type)).toList();
	}

	private List<URI> allHubs() {
		return this.appServers.stream()
			.flatMap((server) -> server.bean(HubRegistry.class)
				.hubs()
				.stream()
				.map((hub) -> server.origin().resolve(hub.path())))
			.toList();
	}

	@Override
	public void restart() {
		this.relay.restart();
		awaitConnected(this.http, allHubs());
	}

	@Override
	public void close() {
		this.appServers.forEach(RunningApplication::close);
		this.relay.close();
	}

}
