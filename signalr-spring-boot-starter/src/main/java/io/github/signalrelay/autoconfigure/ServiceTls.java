// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.function.Supplier;

import javax.net.ssl.SSLException;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.ssl.SslOptions;

/**
 * TLS of service connections with an SSL bundle: whom they trust, and the certificate
 * that they show when they are asked. Any thread may {@link #update} it; each attempt to
 * connect takes what is current.
 */
final class ServiceTls implements Supplier<SslContext> {

	private static final String PROPERTY = "azure.signalr.ssl.bundle";

	private volatile SslContext current;

	private ServiceTls(SslBundle bundle) {
		this.current = context(bundle);
	}

	/**
	 * TLS with a bundle, followed when it is reloaded.
	 * @param name name of the bundle
	 * @param bundles all bundles, or {@code null}
	 * @return the TLS contexts
	 * @throws InvalidServicePropertyException if there is no such bundle
	 */
	static ServiceTls ofBundle(String name, @Nullable SslBundles bundles) {
		try {
			if (bundles == null) {
				throw new NoSuchSslBundleException(name, "There are no SSL bundles");
			}
			ServiceTls tls = new ServiceTls(bundles.getBundle(name));
			bundles.addBundleUpdateHandler(name, tls::update);
			return tls;
		}
		catch (NoSuchSslBundleException ex) {
			throw new InvalidServicePropertyException(PROPERTY, name, "There is no SSL bundle of this name.",
					"Declare it below 'spring.ssl.bundle', or correct the name.");
		}
	}

	private void update(SslBundle bundle) {
		this.current = context(bundle);
	}

	private static SslContext context(SslBundle bundle) {
		SslManagerBundle managers = bundle.getManagers();
		SslOptions options = bundle.getOptions();
		SslContextBuilder builder = SslContextBuilder.forClient()
			.endpointIdentificationAlgorithm("HTTPS")
			.keyManager(managers.getKeyManagerFactory())
			.trustManager(managers.getTrustManagerFactory());
		if (options.getEnabledProtocols() != null) {
			builder.protocols(options.getEnabledProtocols());
		}
		if (options.getCiphers() != null) {
			builder.ciphers(SslOptions.asSet(options.getCiphers()), SupportedCipherSuiteFilter.INSTANCE);
		}
		try {
			return builder.build();
		}
		catch (SSLException ex) {
			throw new InvalidServicePropertyException(PROPERTY, null,
					"The SSL bundle cannot be used: " + ex.getMessage(),
					"Correct the bundle below 'spring.ssl.bundle'.");
		}
	}

	@Override
	public SslContext get() {
		return this.current;
	}

}
