// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.javascript;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import io.github.signalrelay.tests.deployment.Deployment;
import io.github.signalrelay.tests.deployment.EmbeddedDeployment;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.tls.Certificates;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published JavaScript client in headless Chromium, in pages of another origin than
 * application and relay, over all transports with each hub protocol that they can carry:
 * over HTTP/1.1 to an embedded relay, and over TLS, where browsers speak HTTP/2, to one
 * of its own.
 */
class BrowserClientIntegrationTests {

	/** The page's host where it may connect. */
	private static final String FRIEND = "127.0.0.1";

	/** Its host where the application lets it in and the relay does not. */
	private static final String ACQUAINTANCE = "localhost";

	/** Its host where nobody lets it in. */
	private static final String STRANGER = "stranger.localhost";

	private static PageServer pages;

	private static Certificates certificates;

	@BeforeAll
	static void start(@TempDir Path folder) {
		pages = new PageServer(BrowserSuite.folder());
		certificates = Certificates.in(folder);
	}

	@AfterAll
	static void stop() {
		pages.close();
	}

	@TestFactory
	Stream<DynamicTest> embedded() {
		try (Deployment deployment = startEmbedded()) {
			return BrowserSuite.run(deployment, pages.page(FRIEND), "--hosts");
		}
	}

	@TestFactory
	Stream<DynamicTest> relayOverTls() {
		try (Deployment deployment = startRelay()) {
			return BrowserSuite.runBriefly(deployment, pages.page(FRIEND));
		}
	}

	@Test
	void pagesOfOtherOriginsAreRefused() {
		try (Deployment deployment = startEmbedded()) {
			List<String> byRelay = BrowserSuite.problems(deployment, pages.page(ACQUAINTANCE));
			assertThat(byRelay).allSatisfy((problem) -> assertThat(problem).contains("Failed to fetch"));
			List<String> byApplication = BrowserSuite.problems(deployment, pages.page(STRANGER));
			assertThat(byApplication).allSatisfy((problem) -> assertThat(problem).contains("Failed to fetch"));
		}
	}

	private static Deployment startEmbedded() {
		Map<String, Object> properties = new HashMap<>(forRelay());
		properties.putAll(forApplication());
		return EmbeddedDeployment.webFlux(properties);
	}

	private static Deployment startRelay() {
		Map<String, Object> relay = new HashMap<>(forRelay());
		relay.putAll(certificates.serverProperties());
		Map<String, Object> application = new HashMap<>(forApplication());
		application.putAll(certificates.serverProperties());
		application.put("azure.signalr.ssl.bundle", "authority");
		return RelayDeployment.withTwoAppServers(relay, application, certificates.client(HttpClient.Version.HTTP_1_1));
	}

	private static Map<String, Object> forRelay() {
		return Map.of("signalr.relay.access.allowed-origins", pages.origin(FRIEND));
	}

	private static Map<String, Object> forApplication() {
		return Map.of("signalr.hub.cors.allowed-origins", pages.origin(FRIEND) + "," + pages.origin(ACQUAINTANCE));
	}

}
