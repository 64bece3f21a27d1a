// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.WebFilter;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class SignalRelayApplicationIntegrationTests {

	private static final String KEY = "a-key-of-this-test-with-enough-characters";

	private static final String EMULATOR_KEY = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH";

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void negotiatesWithATokenOfItsKey() throws Exception {
		try (ConfigurableApplicationContext relay = run("--signalr.relay.access-keys=" + KEY)) {
			HttpResponse<String> answer = negotiate(relay, KEY);
			assertThat(answer.statusCode()).isEqualTo(200);
			assertThat(answer.body()).contains("\"connectionToken\"", "\"WebSockets\"");
			assertThat(negotiate(relay, KEY + "x").statusCode()).isEqualTo(401);
		}
	}

	@Test
	void tellsTheConnectionStringWithoutTheKey(CapturedOutput output) {
		try (ConfigurableApplicationContext relay = run("--signalr.relay.access-keys=" + KEY)) {
			assertThat(output).contains("Port=" + port(relay) + ";AccessKey=<value of").doesNotContain(KEY);
		}
	}

	@Test
	void exposesHealthAndNothingElse() throws Exception {
		try (ConfigurableApplicationContext relay = run("--signalr.relay.access-keys=" + KEY)) {
			assertThat(get(relay, "/actuator/health").body())
				.isEqualTo("{\"groups\":[\"liveness\",\"readiness\"],\"status\":\"UP\"}");
			assertThat(get(relay, "/actuator/env").statusCode()).isEqualTo(404);
			assertThat(get(relay, "/api/health").statusCode()).isEqualTo(200);
		}
	}

	@Test
	void answersOnItsPathsAheadOfWebFilters() throws Exception {
		try (ConfigurableApplicationContext relay = run(new Class<?>[] { SignalRelayApplication.class, Filtered.class },
				"--signalr.relay.access-keys=" + KEY)) {
			assertThat(negotiate(relay, KEY).statusCode()).isEqualTo(200);
			assertThat(get(relay, "/actuator/health").statusCode()).isEqualTo(418);
			assertThat(get(relay, "/no/path/of/the/relay").statusCode()).isEqualTo(418);
		}
	}

	@Test
	void refusesToStartWithoutAKeyAndSaysWhatToSet(CapturedOutput output) {
		assertThatThrownBy(() -> run().close()).isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "signalr.relay.access-keys",
				"SIGNALR_RELAY_ACCESSKEYS");
	}

	@Test
	void refusesTheEmulatorsKeyOutsideOfDevelopment(CapturedOutput output) {
		assertThatThrownBy(() -> run("--signalr.relay.access-keys=" + EMULATOR_KEY).close())
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "profile 'dev'").doesNotContain(EMULATOR_KEY);
	}

	@Test
	void acceptsTheEmulatorsKeyUnderTheDevProfileLoudly(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext relay = run("--spring.profiles.active=dev")) {
			assertThat(negotiate(relay, EMULATOR_KEY).statusCode()).isEqualTo(200);
			assertThat(output).contains("DEVELOPMENT ONLY").doesNotContain(EMULATOR_KEY);
		}
	}

	@Test
	void warnsOfAWeakKey(CapturedOutput output) {
		run("--signalr.relay.access-keys=short").close();
		assertThat(output).contains("easy to guess");
	}

	@Test
	void takesRequestLinesWithALongToken() throws Exception {
		try (ConfigurableApplicationContext relay = run("--signalr.relay.access-keys=" + KEY)) {
			assertThat(get(relay, "/client/?hub=chat&access_token=" + "x".repeat(8000)).statusCode()).isNotEqualTo(413)
				.isNotEqualTo(414);
		}
	}

	private ConfigurableApplicationContext run(String... arguments) {
		return run(new Class<?>[] { SignalRelayApplication.class }, arguments);
	}

	private ConfigurableApplicationContext run(Class<?>[] sources, String... arguments) {
		String[] all = new String[arguments.length + 2];
		all[0] = "--server.port=0";
		all[1] = "--server.address=127.0.0.1";
		System.arraycopy(arguments, 0, all, 2, arguments.length);
		return SpringApplication.run(sources, all);
	}

	private HttpResponse<String> negotiate(ConfigurableApplicationContext relay, String key) throws Exception {
		String token = new AccessTokenIssuer(new AccessKey(key), TokenAlgorithm.HS256, Clock.systemUTC())
			.issue("http://127.0.0.1/client/?hub=chat", Duration.ofMinutes(1), List.of());
		return this.client.send(HttpRequest.newBuilder(uri(relay, "/client/negotiate?hub=chat&negotiateVersion=1"))
			.timeout(TIMEOUT)
			.header("Authorization", "Bearer " + token)
			.POST(BodyPublishers.noBody())
			.build(), BodyHandlers.ofString());
	}

	private HttpResponse<String> get(ConfigurableApplicationContext relay, String path) throws Exception {
		return this.client.send(HttpRequest.newBuilder(uri(relay, path)).timeout(TIMEOUT).build(),
				BodyHandlers.ofString());
	}

	private static URI uri(ConfigurableApplicationContext relay, String path) {
		return URI.create("http://127.0.0.1:" + port(relay) + path);
	}

	private static int port(ConfigurableApplicationContext relay) {
		return Integer.parseInt(relay.getEnvironment().getRequiredProperty("local.server.port"));
	}

	/** Lets nothing pass that reaches WebFlux. */
	@Configuration(proxyBeanMethods = false)
	static class Filtered {

		@Bean
		WebFilter refusal() {
			return (exchange, chain) -> {
				exchange.getResponse().setStatusCode(HttpStatus.I_AM_A_TEAPOT);
				return exchange.getResponse().setComplete();
			};
		}

	}

}
