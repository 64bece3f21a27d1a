// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A certificate for this machine that nobody else trusts, made anew by the JDK's keytool
 * for each run.
 *
 * @param keyStore PKCS #12 file with the certificate and its key
 * @param password password of the file
 */
record Certificate(Path keyStore, String password) {

	/** Name of the SSL bundle of Spring Boot. */
	private static final String BUNDLE = "bench";

	private static final String PASSWORD_VARIABLE = "BENCH_KEY_STORE_PASSWORD";

	/**
	 * Makes one.
	 * @param folder where the file is kept
	 * @return the certificate
	 */
	static Certificate in(Path folder) {
		try {
			Files.createDirectories(folder);
			Path store = folder.resolve("certificate.p12");
			Files.deleteIfExists(store);
			String password = Secrets.next();
			keytool(store, password);
			return new Certificate(store.toAbsolutePath(), password);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static void keytool(Path store, String password) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
		command.addAll(List.of("-genkeypair", "-alias", "server", "-dname", "CN=localhost", "-ext",
				"san=dns:localhost,ip:127.0.0.1", "-keyalg", "EC", "-validity", "2", "-storetype", "PKCS12",
				"-keystore", store.toString(), "-storepass:env", PASSWORD_VARIABLE));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().put(PASSWORD_VARIABLE, password);
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IllegalStateException("keytool failed: " + output);
		}
	}

	/** Properties of an application that speaks TLS on its port. */
	List<String> serverProperties() {
		return List.of("--server.ssl.bundle=" + BUNDLE,
				"--spring.ssl.bundle.jks." + BUNDLE + ".keystore.location=file:" + this.keyStore,
				"--spring.ssl.bundle.jks." + BUNDLE + ".keystore.type=PKCS12",
				"--spring.ssl.bundle.jks." + BUNDLE + ".keystore.password=${" + PASSWORD_VARIABLE + "}",
				"--spring.ssl.bundle.jks." + BUNDLE + ".truststore.location=file:" + this.keyStore,
				"--spring.ssl.bundle.jks." + BUNDLE + ".truststore.type=PKCS12",
				"--spring.ssl.bundle.jks." + BUNDLE + ".truststore.password=${" + PASSWORD_VARIABLE + "}");
	}

	/** Properties of an app server that also trusts a relay with the certificate. */
	List<String> appServerProperties() {
		List<String> properties = new ArrayList<>(serverProperties());
		properties.add("--azure.signalr.ssl.bundle=" + BUNDLE);
		return properties;
	}

	Map<String, String> environment() {
		return Map.of(PASSWORD_VARIABLE, this.password);
	}

	@Override
	public String toString() {
		return "Certificate[" + this.keyStore + "]";
	}

}
