// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority that nobody knows, and one certificate of it for this machine,
 * as PEM files. Made with the JDK's keytool.
 */
public final class Certificates {

	private static final String PASSWORD = "changeit";

	private final Path folder;

	private Certificates(Path folder) {
		this.folder = folder;
	}

	/**
	 * Makes the authority and a first certificate.
	 * @param folder where the files are kept
	 * @return the certificates
	 */
	public static Certificates in(Path folder) {
		Certificates certificates = new Certificates(folder);
		certificates.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Test Authority", "-keyalg", "EC", "-ext",
				"bc:c=ca:true", "-ext", "ku:c=keyCertSign", "-keystore", "ca.p12");
		certificates.keytool("-exportcert", "-rfc", "-alias", "ca", "-keystore", "ca.p12", "-file", "ca.pem");
		certificates.renew();
		return certificates;
	}

	/**
	 * Replaces the certificate and its key by new ones.
	 * @return serial number of the new certificate
	 */
	BigInteger renew() {
		try {
			Files.deleteIfExists(this.folder.resolve("server.p12"));
			keytool("-genkeypair", "-alias", "server", "-dname", "CN=localhost", "-keyalg", "EC", "-keystore",
					"server.p12");
			keytool("-certreq", "-alias", "server", "-keystore", "server.p12", "-file", "server.csr");
			keytool("-gencert", "-rfc", "-alias", "ca", "-ext", "san=dns:localhost,ip:127.0.0.1", "-keystore", "ca.p12",
					"-infile", "server.csr", "-outfile", "new.pem");
			byte[] key = load("server.p12").getKey("server", PASSWORD.toCharArray()).getEncoded();
			String encoded = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(key);
			replace("key.pem", "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----\n");
			replace("cert.pem", Files.readString(this.folder.resolve("new.pem")));
			return certificate("cert.pem").getSerialNumber();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void replace(String name, String text) throws IOException {
		Path temporary = Files.writeString(this.folder.resolve(name + ".tmp"), text);
		Files.move(temporary, this.folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
	}

	private KeyStore load(String name) throws IOException, GeneralSecurityException {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(this.folder.resolve(name))) {
			store.load(input, PASSWORD.toCharArray());
		}
		return store;
	}

	private X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
		try (InputStream input = Files.newInputStream(this.folder.resolve(name))) {
			return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(input);
		}
	}

	private void keytool(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of(arguments));
		command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-validity", "30"));
		if (!List.of(arguments).contains("-genkeypair") && !List.of(arguments).contains("-gencert")) {
			command.removeAll(List.of("-validity", "30"));
		}
		try {
			Process process = new ProcessBuilder(command).directory(this.folder.toFile())
				.redirectErrorStream(true)
				.start();
			String output = new String(process.getInputStream().readAllBytes());
			if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
				throw new IllegalStateException(output);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * File with the certificate of the authority.
	 * @return a PEM file
	 */
	public Path authority() {
		return this.folder.resolve("ca.pem");
	}

	/**
	 * Properties of an application with TLS, whose SDK trusts the authority.
	 * @return properties of Spring Boot
	 */
	public Map<String, Object> serverProperties() {
		return Map.of("server.ssl.bundle", "web", "server.http2.enabled", "true",
				"spring.ssl.bundle.pem.web.keystore.certificate", file("cert.pem"),
				"spring.ssl.bundle.pem.web.keystore.private-key", file("key.pem"),
				"spring.ssl.bundle.pem.web.reload-on-update", "true", "spring.ssl.bundle.watch.file.quiet-period",
				"200ms", "spring.ssl.bundle.pem.authority.truststore.certificate", file("ca.pem"));
	}

	private String file(String name) {
		return "file:" + this.folder.resolve(name);
	}

	/**
	 * TLS of a client that trusts the authority.
	 * @return the context
	 */
	SSLContext clientContext() {
		try {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(null, null);
			trusted.setCertificateEntry("ca", certificate("ca.pem"));
			TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			managers.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, managers.getTrustManagers(), null);
			return context;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * A client that trusts the authority.
	 * @param version HTTP version that it prefers
	 * @return the client
	 */
	public HttpClient client(HttpClient.Version version) {
		return HttpClient.newBuilder().version(version).sslContext(clientContext()).build();
	}

	/**
	 * Serial number of the certificate that a server shows right now.
	 * @param server address of the server
	 * @return the number
	 */
	BigInteger serialOf(URI server) {
		try (SSLSocket socket = (SSLSocket) clientContext().getSocketFactory()
			.createSocket(server.getHost(), server.getPort())) {
			socket.startHandshake();
			return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
