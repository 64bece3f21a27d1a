// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http2SslContextSpec;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The take-over behind TLS, with and without a choice of protocols.
 */
class TlsIntegrationTests {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "JDK, false", "JDK, true", "OPENSSL, false", "OPENSSL, true" })
	void webSocketIsTakenOverBehindTls(SslProvider provider, boolean http2) throws Exception {
		Assumptions.assumeTrue(provider == SslProvider.JDK || OpenSsl.isAvailable(), "no BoringSSL for this system");
		TlsKeys keys = TlsKeys.make(this.folder);
		try (RelayFixture fixture = new RelayFixture()) {
			DisposableServer server = fixture.relay.takeover().apply(server(keys, provider, http2)).bindNow();
			HttpClient client = HttpClient.newBuilder().sslContext(keys.clientContext()).build();
			HttpResponse<String> hello = client.send(
					HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/hello")).build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(hello.body()).isEqualTo("hello");
			assertThat(hello.version()).isEqualTo(http2 ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1);
			BlockingQueue<String> received = new LinkedBlockingQueue<>();
			WebSocket socket = client.newWebSocketBuilder()
				.buildAsync(URI.create("wss://localhost:" + server.port() + RelayFixture.clientUri()),
						new Listener(received))
				.get(10, TimeUnit.SECONDS);
			socket.sendText("{\"protocol\":\"json\",\"version\":1}" + RecordingHub.RS, true);
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("{}" + RecordingHub.RS);
			socket.sendClose(1000, "");
			assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("closed 1000");
			server.disposeNow();
		}
	}

	/** Reactor Netty would cut it over HTTP/2. */
	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void requestMayTakeLongerThanAConnectionMayBeIdle(HttpClient.Version version) throws Exception {
		TlsKeys keys = TlsKeys.make(this.folder);
		RelayLoops loops = RelayLoops.own();
		RelayPortSettings settings = new RelayPortSettings("127.0.0.1", 0, 16384, 16384, Duration.ofSeconds(5),
				Duration.ofMillis(500));
		RelayPort port = RelayPort.open(settings, loops, List.of((server) -> secured(server, keys)),
				(routes) -> routes.get("/slow", (request, response) -> response
					.sendString(Mono.delay(Duration.ofSeconds(2)).map((tick) -> "slow"))));
		try {
			HttpClient client = HttpClient.newBuilder().version(version).sslContext(keys.clientContext()).build();
			HttpResponse<String> slow = client.send(
					HttpRequest.newBuilder(URI.create("https://localhost:" + port.number() + "/slow")).build(),
					HttpResponse.BodyHandlers.ofString());
			assertThat(slow.body()).isEqualTo("slow");
			assertThat(slow.version()).isEqualTo(version);
		}
		finally {
			port.close();
			loops.close();
		}
	}

	private static HttpServer secured(HttpServer server, TlsKeys keys) {
		try {
			var contextSpec = Http2SslContextSpec.forServer(keys.managers());
			return server.protocol(HttpProtocol.H2, HttpProtocol.HTTP11).secure((spec) -> spec.sslContext(contextSpec));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static HttpServer server(TlsKeys keys, SslProvider provider, boolean http2) throws Exception {
		HttpServer server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.get("/hello", (request, response) -> response.sendString(Mono.just("hello"))));
		if (http2) {
			var contextSpec = Http2SslContextSpec.forServer(keys.managers())
				.configure((builder) -> builder.sslProvider(provider));
			return server.protocol(HttpProtocol.H2, HttpProtocol.HTTP11).secure((spec) -> spec.sslContext(contextSpec));
		}
		var context = SslContextBuilder.forServer(keys.managers()).sslProvider(provider).build();
		return server.secure((spec) -> spec.sslContext(context));
	}

	private record Listener(BlockingQueue<String> received) implements WebSocket.Listener {

		@Override
		public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
			this.received.add(text.toString());
			socket.request(1);
			return null;
		}

		@Override
		public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
			this.received.add("closed " + code);
			return null;
		}

	}

}
