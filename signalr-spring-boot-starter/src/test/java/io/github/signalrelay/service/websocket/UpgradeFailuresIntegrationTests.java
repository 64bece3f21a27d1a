// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.netty.resources.LoopResources;

import io.github.signalrelay.protocol.service.ServerConnectionType;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceLinkListener;
import io.github.signalrelay.protocol.service.ServiceMessage;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.TokenAlgorithm;
import io.github.signalrelay.service.connection.ServiceLinkRequest;
import io.github.signalrelay.service.endpoint.ServerAccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What an operator reads when a service connection fails, each time from a real socket.
 */
class UpgradeFailuresIntegrationTests {

	private static final String KEY = "a-secret-key-of-this-test-with-many-characters";

	private static final String TOKEN = new AccessTokenIssuer(new AccessKey(KEY), TokenAlgorithm.HS256,
			Clock.systemUTC())
		.issue("http://a/", Duration.ofHours(1), List.of());

	private static LoopResources loops;

	@TempDir
	private static Path folder;

	private static ServerSocketFactory tls;

	@BeforeAll
	static void start() throws Exception {
		loops = LoopResources.create("test", 1, true);
		Path store = folder.resolve("self-signed.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "a", "-dname", "CN=localhost", "-keyalg", "EC", "-ext",
				"san=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-storepass", "changeit", "-keystore",
				store.toString())
			.redirectErrorStream(true)
			.start();
		keytool.getInputStream().transferTo(System.out);
		assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(store)) {
			keys.load(input, "changeit".toCharArray());
		}
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(keys, "changeit".toCharArray());
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		tls = context.getServerSocketFactory();
	}

	@AfterAll
	static void stop() {
		loops.dispose();
	}

	@Test
	void wrongAccessKey() {
		try (FixedAnswer service = FixedAnswer.status(401)) {
			assertThat(failure("ws", service.port())).contains("status 401", "access key", "clocks agree")
				.doesNotContain("role");
		}
	}

	@Test
	void identityWithoutTheRole() throws Exception {
		SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256),
				new JWTClaimsSet.Builder().issuer("https://login.example/tenant").build());
		token.sign(new MACSigner(KEY));
		try (FixedAnswer service = FixedAnswer.status(401)) {
			assertThat(failure(URI.create("ws://127.0.0.1:" + service.port() + "/server/?hub=chat"), token.serialize(),
					null))
				.contains("status 401", "'SignalR App Server'")
				.doesNotContain("access key");
		}
	}

	@ParameterizedTest
	@CsvSource({ "-7200, 2 h 0 min ahead of", "7200, 2 h 0 min behind", "-600, 10 min ahead of", "-60, 60 s ahead of" })
	void wrongClock(long theirs, String told) {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME
			.format(Instant.now().plusSeconds(theirs).atOffset(ZoneOffset.UTC));
		try (FixedAnswer service = FixedAnswer.status(401, "Date: " + date)) {
			assertThat(failure("ws", service.port()))
				.contains("The clock of this machine is " + told + " the service's");
		}
	}

	@Test
	void rightClockIsNoSuspect() {
		String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));
		try (FixedAnswer service = FixedAnswer.status(401, "Date: " + date)) {
			assertThat(failure("ws", service.port())).contains("access key").doesNotContain("clock");
		}
	}

	@ParameterizedTest
	@CsvSource({ "200, address of the service itself", "302, address of the service itself", "400, has to be https",
			"403, does not let it in", "404, is a SignalR service", "407, azure.signalr.proxy.host",
			"429, as many connections", "500, status 500", "502, does not reach it", "503, takes no connections now" })
	void otherAnswers(int status, String told) {
		try (FixedAnswer service = FixedAnswer.status(status)) {
			assertThat(failure("ws", service.port())).contains("status " + status, told);
		}
	}

	@Test
	void portOfSomethingElse() {
		try (FixedAnswer service = new FixedAnswer("SSH-2.0-something\r\n")) {
			assertThat(failure("ws", service.port())).contains("no web server", "Check the port");
		}
	}

	@Test
	void portThatClosesWithoutAnAnswer() {
		try (FixedAnswer service = new FixedAnswer("")) {
			assertThat(failure("ws", service.port())).contains("closed before there was an answer", "Check the port");
		}
	}

	@Test
	void plainTextToAPortWithTls() {
		try (FixedAnswer service = new FixedAnswer(tls, "")) {
			assertThat(failure("ws", service.port())).contains("https");
		}
	}

	@Test
	void plainTextThatIsAnsweredWithAnAlert() {
		try (FixedAnswer service = new FixedAnswer("\u0015\u0003\u0003\u0000\u0002\u0002\u0050")) {
			assertThat(failure("ws", service.port())).isEqualTo("127.0.0.1:" + service.port()
					+ " expects TLS: the endpoint of the connection string has to be https.");
		}
	}

	@Test
	void tlsToAPlainPort() {
		try (FixedAnswer service = FixedAnswer.status(400)) {
			assertThat(failure("wss", service.port())).contains("does not speak TLS", "has to be http.");
		}
	}

	@Test
	void tlsToAPortThatCloses() {
		try (FixedAnswer service = new FixedAnswer("")) {
			assertThat(failure("wss", service.port())).contains("127.0.0.1:" + service.port(), "has to be http");
		}
	}

	@Test
	void certificateOfAnUnknownAuthority() {
		try (FixedAnswer service = new FixedAnswer(tls, "")) {
			assertThat(failure("wss", service.port())).contains("is not trusted", "azure.signalr.ssl.bundle");
		}
	}

	@Test
	void nameThatDoesNotExist() {
		assertThat(failure(URI.create("ws://no-such-host.invalid:1234/server/?hub=chat"), TOKEN, null))
			.contains("Could not connect to no-such-host.invalid:1234", "cannot be resolved", "DNS");
	}

	@Test
	void nothingListens() throws Exception {
		assertThat(failure("ws", freePort())).contains("Could not connect to 127.0.0.1:", "connection was refused");
	}

	@ParameterizedTest
	@EnumSource(ServiceProxy.Type.class)
	void noProxyThere(ServiceProxy.Type type) throws Exception {
		int port = freePort();
		assertThat(failure(SERVICE, TOKEN, new ServiceProxy(type, "127.0.0.1", port, null, null)))
			.startsWith("Could not connect to the proxy 127.0.0.1:" + port + ": the connection was refused")
			.contains("azure.signalr.proxy.port");
	}

	@Test
	void proxyThatDoesNotExist() {
		assertThat(failure(SERVICE, TOKEN,
				new ServiceProxy(ServiceProxy.Type.HTTP, "no-such-proxy.invalid", 3128, null, null)))
			.contains("the proxy no-such-proxy.invalid:3128", "cannot be resolved", "azure.signalr.proxy.host");
	}

	@ParameterizedTest
	@CsvSource(value = { "null, null", "me, wrong-secret" }, nullValues = "null")
	void proxyThatAsksForAnotherUser(@Nullable String user, @Nullable String password) {
		try (ConnectProxy proxy = new ConnectProxy(1, "me:right-secret")) {
			assertThat(failure(SERVICE, TOKEN,
					new ServiceProxy(ServiceProxy.Type.HTTP, "127.0.0.1", proxy.port(), user, password)))
				.contains("proxy 127.0.0.1:" + proxy.port(), "service.invalid:8080", "status 407",
						"azure.signalr.proxy.username")
				.doesNotContain("secret");
		}
	}

	@Test
	void proxyThatRefusesTheTarget() {
		try (FixedAnswer proxy = FixedAnswer.status(403)) {
			assertThat(failure(SERVICE, TOKEN,
					new ServiceProxy(ServiceProxy.Type.HTTP, "127.0.0.1", proxy.port(), null, null)))
				.contains("service.invalid:8080", "status 403", "lets this machine go there");
		}
	}

	@Test
	void socksProxyThatRefusesTheTarget() {
		try (FixedAnswer proxy = new FixedAnswer("\u0000\u005b\u0000\u0000\u0000\u0000\u0000\u0000")) {
			assertThat(failure(SERVICE, TOKEN,
					new ServiceProxy(ServiceProxy.Type.SOCKS4, "127.0.0.1", proxy.port(), null, null)))
				.contains("SOCKS4 proxy 127.0.0.1:" + proxy.port(), "service.invalid:8080");
		}
	}

	@Test
	void proxyThatIsNone() {
		try (FixedAnswer proxy = new FixedAnswer("")) {
			assertThat(failure(SERVICE, TOKEN,
					new ServiceProxy(ServiceProxy.Type.SOCKS5, "127.0.0.1", proxy.port(), null, null)))
				.contains("SOCKS5 proxy 127.0.0.1:" + proxy.port(), "service.invalid:8080");
		}
	}

	@ParameterizedTest
	@CsvSource(value = { "null, null, null", "me, right-secret, me:right-secret", "me, null, me:" },
			nullValues = "null")
	void proxyConnects(@Nullable String user, @Nullable String password, @Nullable String credentials)
			throws Exception {
		try (ScriptedService service = new ScriptedService();
				ConnectProxy proxy = new ConnectProxy(service.address("").getPort(), credentials)) {
			CompletableFuture<ServiceLink> opened = open(SERVICE, TOKEN,
					new ServiceProxy(ServiceProxy.Type.HTTP, "127.0.0.1", proxy.port(), user, password));
			await().until(() -> !service.peers.isEmpty());
			assertThat(service.peers.get(0).headers.get("Host")).isEqualTo("service.invalid:8080");
			assertThat(service.peers.get(0).headers.get("Proxy-Authorization")).isNull();
			service.peers.get(0).send("08 94 02 a0 80 a3 61 62 63");
			opened.get(20, TimeUnit.SECONDS).close();
			assertThat(proxy.targets).containsExactly("service.invalid:8080");
		}
	}

	/** Not to be resolved on this side when there is a proxy. */
	private static final URI SERVICE = URI.create("ws://service.invalid:8080/server/?hub=chat&cid=the-id");

	private static int freePort() throws Exception {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static String failure(String scheme, int port) {
		return failure(URI.create(scheme + "://127.0.0.1:" + port + "/server/?hub=chat&cid=the-id"), TOKEN, null);
	}

	private static String failure(URI address, String token, @Nullable ServiceProxy proxy) {
		CompletableFuture<ServiceLink> opened = open(address, token, proxy);
		Throwable[] failure = new Throwable[1];
		assertThatThrownBy(() -> opened.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
			.satisfies((thrown) -> failure[0] = thrown.getCause());
		assertThat(failure[0].getMessage()).doesNotContain(token, KEY, "hub=", "the-id");
		return failure[0].getMessage();
	}

	private static CompletableFuture<ServiceLink> open(URI address, String token, @Nullable ServiceProxy proxy) {
		ServerAccess access = new ServerAccess() {

			@Override
			public URI address(ServiceLinkRequest request) {
				return address;
			}

			@Override
			public CompletionStage<String> token(ServiceLinkRequest request) {
				return CompletableFuture.completedStage(token);
			}

		};
		ServiceLinkListener nobody = new ServiceLinkListener() {

			@Override
			public void onMessage(ServiceLink source, ServiceMessage message) {
				// no message is looked at here
			}

			@Override
			public void onClosed(ServiceLink source, @Nullable String reason) {
				// only attempts are looked at here
			}

		};
		return new WebSocketServiceLinkOpener(access, loops, proxy)
			.open(new ServiceLinkRequest("chat", "the-id", "the-server", ServerConnectionType.DEFAULT, null, false),
					nobody)
			.toCompletableFuture();
	}

}
