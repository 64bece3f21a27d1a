// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.proxy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.WebApplicationType;

import io.github.signalrelay.tests.app.TestApplication;
import io.github.signalrelay.tests.deployment.RunningApplication;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The published JavaScript client behind nginx, which stands in front of each deployment.
 */
class NginxIntegrationTests {

	private static final String CLIENT = "127.0.0.1";

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	@ParameterizedTest
	@EnumSource
	void webSocketsPassThroughWhereUpgradesDo(SiteKind kind) throws Exception {
		try (Nginx nginx = new Nginx(kind + "-upgrade", false, ""); Site site = kind.start(nginx.address())) {
			nginx.start(true, site.locations());
			ProxiedClient.Report report = ProxiedClient.run(nginx);
			assertThat(report).isEqualTo(new ProxiedClient.Report("WebSocketTransport", CLIENT, "/request"));
			assertUpgrades(nginx);
		}
	}

	private static void assertUpgrades(Nginx nginx) {
		// It is written when the WebSocket has ended
		Awaitility.await()
			.atMost(Duration.ofSeconds(10))
			.until(() -> nginx.accessLog().stream().filter((line) -> line.contains(" 101 ")).count() == 1);
	}

	@ParameterizedTest
	@EnumSource
	void clientsFallBackWhereUpgradesDoNotPass(SiteKind kind) throws Exception {
		try (Nginx nginx = new Nginx(kind + "-blocked", false, ""); Site site = kind.start(nginx.address())) {
			nginx.start(false, site.locations());
			assertThat(ProxiedClient.run(nginx))
				.isEqualTo(new ProxiedClient.Report("ServerSentEventsTransport", CLIENT, "/request"));
			assertThat(nginx.accessLog()).noneMatch((line) -> line.contains(" 101 "));
		}
	}

	@Test
	void strangersCannotForwardHeaders() throws Exception {
		try (RunningApplication app = RunningApplication.start(TestApplication.class, WebApplicationType.REACTIVE,
				Map.of())) {
			HttpRequest request = HttpRequest.newBuilder(app.origin().resolve("/request/negotiate?negotiateVersion=1"))
				.headers("X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "https", "X-Forwarded-Prefix",
						"/evil", "Forwarded", "host=evil.example;proto=https")
				.POST(HttpRequest.BodyPublishers.noBody())
				.build();
			HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
			assertThat(answer.body()).contains("\"url\":\"" + app.origin() + "/_signalr/client/?hub=request&");
		}
	}

	@ParameterizedTest
	@EnumSource
	void tlsAndPathPrefixEndAtTheProxy(SiteKind kind) throws Exception {
		try (Nginx nginx = new Nginx(kind + "-tls", true, "/team/app"); Site site = kind.start(nginx.address())) {
			nginx.start(true, site.locations());
			assertThat(ProxiedClient.run(nginx))
				.isEqualTo(new ProxiedClient.Report("WebSocketTransport", CLIENT, "/team/app/request"));
			assertUpgrades(nginx);
		}
	}

}
