// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Locale;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The relay program with TLS, which BoringSSL does on Linux.
 */
class TlsIntegrationTests {

	private static final String PASSWORD = "changeit";

	@Test
	void boringSslIsThereOnLinux() {
		if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
			assertThat(OpenSsl.isAvailable()).as("%s", OpenSsl.unavailabilityCause()).isTrue();
			assertThat(OpenSsl.versionString()).contains("BoringSSL");
		}
	}

	@Test
	void healthIsAnsweredOverTls(@TempDir Path folder) throws Exception {
		Path keys = keyStore(folder.resolve("keys.p12"));
		try (ConfigurableApplicationContext relay = SpringApplication.run(SignalRelayApplication.class,
				"--server.port=0", "--signalr.relay.access-keys=a-key-of-this-test-with-enough-characters",
				"--server.ssl.key-store=" + keys.toUri(), "--server.ssl.key-store-password=" + PASSWORD,
				"--server.ssl.key-store-type=PKCS12")) {
			HttpClient client = HttpClient.newBuilder().sslContext(trusting(keys)).build();
			URI health = URI
				.create("https://localhost:" + relay.getEnvironment().getProperty("local.server.port") + "/api/health");
			assertThat(client.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding()).statusCode())
				.isEqualTo(200);
		}
	}

	private static Path keyStore(Path file) throws IOException, InterruptedException {
		Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
		Process process = new ProcessBuilder(keytool.toString(), "-genkeypair", "-alias", "relay", "-keyalg", "EC",
				"-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity", "1", "-storetype", "PKCS12",
				"-keystore", file.toString(), "-storepass", PASSWORD)
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		return file;
	}

	private static SSLContext trusting(Path file) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			store.load(input, PASSWORD.toCharArray());
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("relay", store.getCertificate("relay"));
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, factory.getTrustManagers(), null);
		return context;
	}

}
