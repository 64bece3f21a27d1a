// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.service.endpoint.DefaultEndpointRouter;
import io.github.signalrelay.service.endpoint.EndpointRouter;
import io.github.signalrelay.service.endpoint.HubEndpoint;
import io.github.signalrelay.service.endpoint.NegotiateRoute;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows of the service protocol reference, 4.1 to 4.5, over real HTTP. */
class NegotiateIntegrationTests {

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	private static final String SERVICE = "--azure.signalr.connection-string=Endpoint=http://service.example;Port=8080;"
			+ "AccessKey=a-key-of-this-test-with-enough-characters;Version=1.0;";

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void sendsClientsToTheService(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE)) {
			HttpResponse<String> answer = send(app, "POST", "/user/path/negotiate?customKey=customValue");
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
			assertThat(answer.headers().firstValue("Content-Length")).isPresent();
			assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
			JsonNode json = JsonMapper.shared().readTree(answer.body());
			assertThat(json.propertyNames()).containsExactly("url", "accessToken", "availableTransports");
			assertThat(json.get("url").asString()).isEqualTo("http://service.example:8080/client/?hub=chat"
					+ "&asrs.op=%2Fuser%2Fpath&customKey=customValue&asrs_request_id=the-id");
			JsonNode token = payload(json);
			assertThat(token.get("aud").asString()).isEqualTo("http://service.example/client/?hub=chat");
			assertThat(token.has("asrs.s.uid")).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void routersChooseTheEndpointOrAnswerThemselves(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE, "--test.router=true",
				"--azure.signalr.application-name=Shop", "--azure.signalr.endpoints[east]="
						+ "Endpoint=http://east.example;AccessKey=key-of-the-east-that-is-long-enough;Version=1.0;")) {
			JsonNode json = JsonMapper.shared()
				.readTree(send(app, "POST", "/user/path/negotiate?to=east&sees=shop_chat").body());
			assertThat(json.get("url").asString()).startsWith("http://east.example/client/?hub=shop_chat&");
			assertThat(payload(json).get("asrs.s.secn").asString()).isEqualTo("2");
			HttpResponse<String> refused = send(app, "POST", "/user/path/negotiate?to=429");
			assertThat(refused.statusCode()).isEqualTo(429);
			assertThat(refused.body()).isEmpty();
			HttpResponse<String> none = send(app, "POST", "/user/path/negotiate?to=none");
			assertThat(none.statusCode()).isEqualTo(500);
			assertThat(none.body()).isEqualTo("Unable to get the negotiate endpoint");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void languageOfTheClientStandsInTheUrl(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE)) {
			HttpResponse<String> answer = send(app, "POST", "/user/path/negotiate", "Accept-Language",
					"de-AT, en;q=0.5");
			assertThat(JsonMapper.shared().readTree(answer.body()).get("url").asString())
				.endsWith("&asrs_request_id=the-id&asrs_lang=de-AT&asrs_ui_lang=de-AT");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void answersOtherRequestsAsTheOriginalDoes(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE)) {
			HttpResponse<String> get = send(app, "GET", "/user/path/negotiate");
			assertThat(get.statusCode()).isEqualTo(405);
			assertThat(get.body()).isEmpty();
			assertThat(send(app, "POST", "/user/path/negotiate/").statusCode()).isEqualTo(200);
			HttpResponse<String> hub = send(app, "GET", "/user/path");
			assertThat(hub.statusCode()).isEqualTo(200);
			assertThat(hub.body()).contains("\"url\"");
			assertThat(send(app, "POST", "/other/negotiate").statusCode()).isEqualTo(404);
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void tokenTooLongForClientsIs413(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE, "--test.claims=500")) {
			HttpResponse<String> answer = send(app, "POST", "/user/path/negotiate");
			assertThat(answer.statusCode()).isEqualTo(413);
			assertThat(answer.body()).isEqualTo("AccessToken must not be longer than 4K.");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void claimsThatTheRelayCannotGetAreAnswered413(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE, "--test.claims=500",
				"--azure.signalr.claims-in-relay=true")) {
			HttpResponse<String> answer = send(app, "POST", "/user/path/negotiate");
			assertThat(answer.statusCode()).isEqualTo(413);
			assertThat(answer.body()).isEqualTo("AccessToken must not be longer than 4K.");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void tokenNamesClaimsThatTheRelayKeeps(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, "--test.claims=500",
				"--azure.signalr.claims-in-relay=true")) {
			JsonNode first = payload(JsonMapper.shared().readTree(send(app, "POST", "/user/path/negotiate").body()));
			assertThat(first.get("asrs.s.claims").asString()).matches("[A-Za-z0-9_-]{22}");
			assertThat(first.has("claim0")).isFalse();
			JsonNode second = payload(JsonMapper.shared().readTree(send(app, "POST", "/user/path/negotiate").body()));
			assertThat(second.get("asrs.s.claims")).isNotEqualTo(first.get("asrs.s.claims"));
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void claimsThatFitStandInTheToken(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, "--test.claims=5",
				"--azure.signalr.claims-in-relay=true")) {
			JsonNode token = payload(JsonMapper.shared().readTree(send(app, "POST", "/user/path/negotiate").body()));
			assertThat(token.has("asrs.s.claims")).isFalse();
			assertThat(token.get("claim4").asString()).isEqualTo("value");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void optionsStandInTheToken(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE, "--azure.signalr.application-name=appName",
				"--azure.signalr.server-sticky-mode=required", "--azure.signalr.access-token-lifetime=10m",
				"--azure.signalr.access-token-algorithm=HS512", "--signalr.hub.handshake-timeout=20s",
				"--signalr.hub.enable-detailed-errors=true", "--test.claims=1",
				"--azure.signalr.max-poll-interval=20s")) {
			JsonNode json = JsonMapper.shared().readTree(send(app, "POST", "/user/path/negotiate").body());
			assertThat(json.get("url").asString()).contains("?hub=appname_chat&");
			JsonNode token = payload(json);
			assertThat(token.get("asrs.s.ssticky").asString()).isEqualTo("Required");
			assertThat(token.get("asrs.s.sn").asString()).isNotEmpty();
			assertThat(token.get("asrs.s.cht").asString()).isEqualTo("20");
			assertThat(token.get("asrs.s.derror").asString()).isEqualTo("True");
			assertThat(token.get("asrs.s.ttl").asString()).isEqualTo("20");
			assertThat(token.has("asrs.s.htt")).isFalse();
			assertThat(token.get("claim0").asString()).isEqualTo("value");
			assertThat(token.get("exp").asLong() - token.get("iat").asLong()).isEqualTo(600);
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void pagesOfConfiguredOriginsMayNegotiate(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, SERVICE,
				"--signalr.hub.cors.allowed-origins=https://page.example")) {
			HttpResponse<String> preflight = send(app, "OPTIONS", "/user/path/negotiate", "Origin",
					"https://page.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers",
					"x-requested-with,x-signalr-user-agent");
			assertThat(preflight.statusCode()).isEqualTo(200);
			assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://page.example");
			assertThat(preflight.headers().firstValue("Access-Control-Allow-Credentials")).hasValue("true");
			assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers").orElse(""))
				.contains("x-requested-with", "x-signalr-user-agent");
			HttpResponse<String> page = send(app, "POST", "/user/path/negotiate", "Origin", "https://page.example");
			assertThat(page.statusCode()).isEqualTo(200);
			assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://page.example");
			assertThat(page.headers().firstValue("Access-Control-Allow-Credentials")).hasValue("true");
			assertThat(page.headers().allValues("Vary")).anyMatch((value) -> value.contains("Origin"));
			HttpResponse<String> stranger = send(app, "POST", "/user/path/negotiate", "Origin",
					"https://stranger.example");
			assertThat(stranger.statusCode()).isEqualTo(403);
			assertThat(stranger.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
			assertThat(send(app, "OPTIONS", "/user/path").statusCode()).isNotEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void withoutAServiceClientsGoToTheEmbeddedRelay(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type)) {
			JsonNode json = JsonMapper.shared().readTree(send(app, "POST", "/user/path/negotiate").body());
			URI relay = URI.create(json.get("url").asString());
			assertThat(relay.getHost()).isEqualTo("127.0.0.1");
			assertThat(relay.getPath()).isEqualTo("/_signalr/client/");
			int appPort = port(app);
			if (type == WebApplicationType.REACTIVE) {
				assertThat(relay.getPort()).isEqualTo(appPort);
			}
			else {
				assertThat(relay.getPort()).isNotEqualTo(appPort);
			}
			URI second = URI.create(relay.toString().replace("/client/?", "/client/negotiate?"));
			HttpResponse<String> answer = this.client.send(HttpRequest.newBuilder(second)
				.timeout(Duration.ofSeconds(20))
				.header("Authorization", "Bearer " + json.get("accessToken").asString())
				.POST(BodyPublishers.noBody())
				.build(), BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"connectionId\"", "\"WebSockets\"");
		}
	}

	@ParameterizedTest
	@EnumSource(value = WebApplicationType.class, names = { "REACTIVE", "SERVLET" })
	void transportsAreChosenByHubAndRequest(WebApplicationType type) throws Exception {
		try (ConfigurableApplicationContext app = run(type, "--test.transports=true")) {
			JsonNode slow = JsonMapper.shared().readTree(send(app, "POST", "/user/path/negotiate?slow=1").body());
			assertThat(payload(slow).get("asrs.s.htt").asString()).isEqualTo("4");
			assertThat(transports(slow)).containsExactly("LongPolling");
			assertThat(transports(JsonMapper.shared().readTree(send(app, "POST", "/user/path/negotiate").body())))
				.containsExactly("WebSockets", "ServerSentEvents");
		}
	}

	/** What the relay offers to the client of an answer. */
	private List<String> transports(JsonNode answer) throws Exception {
		URI second = URI.create(answer.get("url").asString().replace("/client/?", "/client/negotiate?"));
		String offered = this.client
			.send(HttpRequest.newBuilder(second)
				.timeout(Duration.ofSeconds(20))
				.header("Authorization", "Bearer " + answer.get("accessToken").asString())
				.POST(BodyPublishers.noBody())
				.build(), BodyHandlers.ofString())
			.body();
		return JsonMapper.shared()
			.readTree(offered)
			.get("availableTransports")
			.valueStream()
			.map((transport) -> transport.get("transport").asString())
			.toList();
	}

	private static JsonNode payload(JsonNode answer) {
		String[] parts = answer.get("accessToken").asString().split("\\.");
		return JsonMapper.shared()
			.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
	}

	private ConfigurableApplicationContext run(WebApplicationType type, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.addAll(List.of("--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
				"--signalr.relay.embedded.address=127.0.0.1", "--azure.signalr.initial-hub-server-connection-count=0"));
		return new SpringApplicationBuilder(Application.class).web(type)
			.properties(Map.of("spring.jmx.enabled", "false"))
			.run(all.toArray(String[]::new));
	}

	private HttpResponse<String> send(ConfigurableApplicationContext app, String method, String path, String... headers)
			throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(app) + path))
			.timeout(Duration.ofSeconds(20))
			.method(method, BodyPublishers.noBody());
		if (headers.length > 0) {
			request.headers(headers);
		}
		return this.client.send(request.build(), BodyHandlers.ofString());
	}

	private static int port(ConfigurableApplicationContext app) {
		return Integer.parseInt(app.getEnvironment().getRequiredProperty("local.server.port"));
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(excludeName = { SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
			SECURITY + "web.reactive.ReactiveWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.reactive.ReactiveManagementWebSecurityAutoConfiguration" })
	static class Application {

		@Bean
		ChatHub chat() {
			return new ChatHub();
		}

		@Bean
		@ConditionalOnProperty("test.transports")
		TransportTypeDetector transports() {
			return (context) -> {
				if (!"Chat".equals(context.hub())) {
					return Set.of(TransportType.values());
				}
				return "slow=1".equals(context.uri().getQuery()) ? Set.of(TransportType.LONG_POLLING)
						: Set.of(TransportType.WEB_SOCKETS, TransportType.SERVER_SENT_EVENTS);
			};
		}

		@Bean
		@ConditionalOnProperty("test.router")
		EndpointRouter router() {
			return new QueryRouter();
		}

		@Bean
		RequestIdProvider requestIds() {
			return () -> "the-id";
		}

		@Bean
		ClaimsProvider claims(@Value("${test.claims:0}") int count) {
			List<Claim> claims = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				claims.add(new Claim("claim" + i, "value"));
			}
			return (context) -> claims;
		}

	}

	/** Clients say where they want to go, and which name of the hub they expect. */
	static class QueryRouter extends DefaultEndpointRouter {

		@Override
		public @Nullable NegotiateRoute negotiate(NegotiateContext context, List<HubEndpoint> endpoints) {
			MultiValueMap<String, String> query = UriComponentsBuilder.fromUri(context.uri()).build().getQueryParams();
			String to = String.valueOf(query.getFirst("to"));
			if (to.matches("\\d+")) {
				return NegotiateRoute.answer(Integer.parseInt(to), "");
			}
			return endpoints.stream()
				.filter((endpoint) -> endpoint.name().equals(to) && endpoint.hub().equals(query.getFirst("sees")))
				.findFirst()
				.map(NegotiateRoute::to)
				.orElse(null);
		}

	}

	@Hub(value = "Chat", path = "/user/path")
	static class ChatHub {

		@HubMethod
		String echo(String text) {
			return text;
		}

	}

}
