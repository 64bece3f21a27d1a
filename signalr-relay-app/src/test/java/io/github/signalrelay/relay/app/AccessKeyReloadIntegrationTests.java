// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.app;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Access keys of the relay program are changed while it runs, in each way that an
 * operator has.
 */
@ExtendWith(OutputCaptureExtension.class)
class AccessKeyReloadIntegrationTests {

	private static final String FIRST = "the-first-key-of-this-test-with-enough-characters";

	private static final String SECOND = "the-second-key-of-this-test-with-enough-characters";

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final HttpClient client = HttpClient.newHttpClient();

	@Test
	void theFileOfTheKeysIsFollowed(@TempDir Path folder, CapturedOutput output) throws Exception {
		Path file = Files.writeString(folder.resolve("keys"), "# made for a test\n" + FIRST + "\n");
		try (ConfigurableApplicationContext relay = run("--signalr.relay.access-key-file=" + file,
				"--signalr.relay.access-key-file-interval=50ms")) {
			assertThat(status(relay, FIRST)).isEqualTo(200);
			Files.writeString(file, SECOND + "\n" + FIRST + "\n\n");
			await().atMost(TIMEOUT).until(() -> status(relay, SECOND) == 200);
			assertThat(status(relay, FIRST)).isEqualTo(200);
			Files.writeString(file, SECOND);
			await().atMost(TIMEOUT).until(() -> status(relay, FIRST) == 401);
			assertThat(status(relay, SECOND)).isEqualTo(200);
			Files.delete(file);
			await().atMost(TIMEOUT).until(() -> output.getOut().contains("Access keys stay as they are"));
			assertThat(status(relay, SECOND)).isEqualTo(200);
		}
		assertThat(output).doesNotContain(FIRST, SECOND);
	}

	@Test
	void theActuatorReadsTheEnvironmentAgain(CapturedOutput output) throws Exception {
		try (ConfigurableApplicationContext relay = run("--management.endpoints.web.exposure.include=signalrkeys")) {
			Map<String, Object> changing = new HashMap<>(Map.of("signalr.relay.access-keys", FIRST));
			relay.getEnvironment().getPropertySources().addFirst(new MapPropertySource("changing", changing));
			assertThat(reload(relay)).isEqualTo("{\"outcome\":\"changed\",\"accessKeys\":1,\"problem\":null}");
			assertThat(reload(relay)).isEqualTo("{\"outcome\":\"unchanged\",\"accessKeys\":1,\"problem\":null}");
			changing.put("signalr.relay.access-keys", SECOND + "," + FIRST);
			assertThat(reload(relay)).isEqualTo("{\"outcome\":\"changed\",\"accessKeys\":2,\"problem\":null}");
			assertThat(status(relay, FIRST)).isEqualTo(200);
			assertThat(status(relay, SECOND)).isEqualTo(200);
			changing.put("signalr.relay.access-keys", "");
			assertThat(reload(relay)).contains("\"outcome\":\"failed\",\"accessKeys\":2", "No access key");
			assertThat(status(relay, SECOND)).isEqualTo(200);
			assertThat(send(HttpRequest.newBuilder(uri(relay, "/actuator/signalrkeys"))).body())
				.isEqualTo("{\"accessKeys\":2}");
		}
		assertThat(output).doesNotContain(FIRST, SECOND);
	}

	@Test
	void aFileThatIsNotThereStopsTheStart(@TempDir Path folder, CapturedOutput output) {
		assertThatThrownBy(() -> run("--signalr.relay.access-key-file=" + folder.resolve("none")).close())
			.isInstanceOf(Exception.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "signalr.relay.access-key-file");
	}

	@Test
	void issuersThatCannotBeUsedStopTheStart(CapturedOutput output) {
		assertThatThrownBy(() -> run("--signalr.relay.oidc.issuers.main.jwk-set-uri=http://127.0.0.1/jwks").close())
			.isInstanceOf(Exception.class);
		assertThatThrownBy(() -> run("--signalr.relay.oidc.issuers.main.issuer-uri=https://id.example.org",
				"--signalr.relay.oidc.issuers.main.granted=SignalR Emperor")
			.close()).isInstanceOf(Exception.class);
		assertThat(output).contains("signalr.relay.oidc.issuers.main.issuer-uri",
				"signalr.relay.oidc.issuers.main.granted", "SignalR Emperor");
	}

	private ConfigurableApplicationContext run(String... arguments) {
		String[] all = new String[arguments.length + 3];
		all[0] = "--server.port=0";
		all[1] = "--server.address=127.0.0.1";
		all[2] = (arguments[0].contains("key-file=") && !arguments[0].endsWith("none")) ? "--x=y"
				: "--signalr.relay.access-keys=an-initial-key-that-is-long-enough-for-tests";
		System.arraycopy(arguments, 0, all, 3, arguments.length);
		return SpringApplication.run(SignalRelayApplication.class, all);
	}

	private String reload(ConfigurableApplicationContext relay) throws Exception {
		return send(HttpRequest.newBuilder(uri(relay, "/actuator/signalrkeys"))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{}"))).body();
	}

	private int status(ConfigurableApplicationContext relay, String key) throws Exception {
		String token = new AccessTokenIssuer(new AccessKey(key), TokenAlgorithm.HS256, Clock.systemUTC())
			.issue("http://127.0.0.1/client/?hub=chat", Duration.ofMinutes(1), List.of());
		return send(HttpRequest.newBuilder(uri(relay, "/client/negotiate?hub=chat&negotiateVersion=1"))
			.header("Authorization", "Bearer " + token)
			.POST(BodyPublishers.noBody())).statusCode();
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.client.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
	}

	private static URI uri(ConfigurableApplicationContext relay, String path) {
		return URI.create("http://127.0.0.1:" + relay.getEnvironment().getRequiredProperty("local.server.port") + path);
	}

}
