// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.proxy;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A certificate for {@code localhost} that nobody but itself has signed.
 *
 * @param chain file with the certificate, in PEM
 * @param key file with its private key, in PEM
 */
record Certificate(Path chain, Path key) {

	private static final String PASSWORD = "changeit";

	private static final String ALIAS = "proxy";

	static Certificate make(Path folder) throws Exception {
		Path file = folder.resolve("keys.p12");
		Files.deleteIfExists(file);
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		Process process = new ProcessBuilder(keytool, "-genkeypair", "-alias", ALIAS, "-keyalg", "RSA", "-dname",
				"CN=localhost", "-ext", "SAN=dns:localhost", "-storetype", "PKCS12", "-storepass", PASSWORD,
				"-keystore", file.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("keytool ended").isTrue();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream input = Files.newInputStream(file)) {
			keys.load(input, PASSWORD.toCharArray());
		}
		Path chain = pem(folder.resolve("certificate.pem"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
		return new Certificate(chain,
				pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
	}

	private static Path pem(Path file, String type, byte[] content) throws Exception {
		String text = Base64.getMimeEncoder(64, new byte[] { '\n' }).encodeToString(content);
		return Files.writeString(file, "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n");
	}

}
