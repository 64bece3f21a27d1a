// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerSslBundle;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;

/**
 * Decides about TLS of the embedded relay's own port: with a bundle of its own, else as
 * the web server has it, so that a page that came over HTTPS can reach the relay.
 */
final class EmbeddedRelayBundle {

	private static final String PROPERTY = "signalr.relay.embedded.ssl.bundle";

	private final EmbeddedRelayProperties.Ssl properties;

	private final @Nullable SslBundles bundles;

	private final @Nullable ServerProperties server;

	EmbeddedRelayBundle(EmbeddedRelayProperties.Ssl properties, @Nullable SslBundles bundles,
			@Nullable ServerProperties server) {
		this.properties = properties;
		this.bundles = bundles;
		this.server = server;
	}

	/**
	 * TLS of the port.
	 * @return TLS that follows its bundle, or {@code null} for plain HTTP
	 */
	@Nullable EmbeddedRelayTls tls() {
		Ssl ofServer = (this.server != null) ? this.server.getSsl() : null;
		String bundle = this.properties.bundle();
		if (!this.properties.enabled()) {
			return null;
		}
		if (bundle != null && !bundle.isEmpty()) {
			return ofBundle(bundle, PROPERTY);
		}
		if (ofServer == null || !Ssl.isEnabled(ofServer)) {
			return null;
		}
		String serverBundle = ofServer.getBundle();
		return (serverBundle != null && !serverBundle.isEmpty()) ? ofBundle(serverBundle, "server.ssl.bundle")
				: new EmbeddedRelayTls(WebServerSslBundle.get(ofServer, this.bundles), http2());
	}

	private EmbeddedRelayTls ofBundle(String name, String property) {
		SslBundles all = this.bundles;
		if (all == null) {
			throw new InvalidServicePropertyException(property, name, "There are no SSL bundles.",
					"Declare the bundle below 'spring.ssl.bundle'.");
		}
		try {
			EmbeddedRelayTls tls = new EmbeddedRelayTls(all.getBundle(name), http2());
			all.addBundleUpdateHandler(name, tls::update);
			return tls;
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidServicePropertyException(property, name, "There is no SSL bundle of this name.",
					"Declare it below 'spring.ssl.bundle', or correct the name.");
		}
	}

	private boolean http2() {
		return this.server != null && this.server.getHttp2() != null && this.server.getHttp2().isEnabled();
	}

}
