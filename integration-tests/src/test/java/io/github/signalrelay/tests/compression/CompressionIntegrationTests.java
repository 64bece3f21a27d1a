// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.compression;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.microsoft.signalr.HubConnection;
import com.microsoft.signalr.HubConnectionBuilder;
import com.microsoft.signalr.TransportEnum;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.github.signalrelay.tests.NodeScript;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Switched on by its property, a relay compresses a message for many clients once,
 * however it is deployed.
 */
class CompressionIntegrationTests {

	private static final Map<String, Object> ON = Map.of("signalr.relay.web-sockets.compression", "true");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	@ParameterizedTest
	@CsvSource({ "WEBFLUX, json", "WEBFLUX, messagepack", "WEBMVC, json", "RELAY, messagepack" })
	void messagesForManyAreCompressedOnce(CompressingSite.Kind kind, String protocol) throws Exception {
		try (CompressingSite site = CompressingSite.start(kind, ON)) {
			List<String> arguments = new ArrayList<>(List.of("--protocol", protocol));
			for (URI hub : site.hubs()) {
				arguments.addAll(List.of("--url", hub.toString()));
			}
			JsonNode report = JSON.readTree(NodeScript.run("shared-compressed.mjs", arguments));
			int broadcasts = report.path("broadcasts").asInt();
			int clients = report.path("compressedClients").asInt();
			assertThat(broadcasts).isPositive();
			assertThat(site.counter("signalr.relay.compression.connections")).isEqualTo(clients);
			assertThat(site.counter("signalr.relay.compression.frames")).isEqualTo(broadcasts);
			assertThat(site.counter("signalr.relay.deliveries")).isGreaterThanOrEqualTo(broadcasts * (clients + 1));
			assertThat(site.counter("signalr.relay.compression.bytes", "state", "compressed"))
				.isLessThan(site.counter("signalr.relay.compression.bytes", "state", "plain") / 10);
		}
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void javaClientOffersItAndGetsItWhereItIsOn(boolean on) throws Exception {
		try (CompressingSite site = CompressingSite.start(CompressingSite.Kind.WEBFLUX, on ? ON : Map.of())) {
			HubConnection connection = HubConnectionBuilder.create(site.hubs().get(0).toString())
				.withTransport(TransportEnum.WEBSOCKETS)
				.build();
			assertThat(connection.start().blockingAwait(20, TimeUnit.SECONDS)).isTrue();
			int size = 20_000;
			assertThat(connection.invoke(Integer.class, "length", "x".repeat(size)).blockingGet()).isEqualTo(size);
			assertThat(connection.invoke(String.class, "text", size).blockingGet()).hasSize(size);
			assertThat(connection.stop().blockingAwait(20, TimeUnit.SECONDS)).isTrue();
			assertThat(site.counter("signalr.relay.compression.connections")).isEqualTo(on ? 1 : 0);
			assertThat(site.counter("signalr.relay.compression.frames")).isEqualTo(on ? 1 : 0);
		}
	}

}
