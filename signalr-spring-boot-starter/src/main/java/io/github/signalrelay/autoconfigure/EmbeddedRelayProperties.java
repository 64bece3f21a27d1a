// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.net.InetAddress;
import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where clients find the relay of this process.
 *
 * @param basePath path under which the relay's paths lie; must not be used by the
 * application
 * @param port port of the relay where it cannot share the one of the web server, because
 * that is not Reactor Netty; 0 for any that is free, -1 for none
 * @param address network address that the port is bound to
 * @param publicUrl URL under which clients reach the relay, base path included, for
 * applications behind a proxy
 * @param ssl TLS of the relay's own port
 */
@ConfigurationProperties("signalr.relay.embedded")
record EmbeddedRelayProperties(@DefaultValue("/_signalr") String basePath, @DefaultValue("0") int port,
		@Nullable InetAddress address, @Nullable URI publicUrl, @DefaultValue Ssl ssl) {

	/**
	 * TLS of the relay's own port.
	 *
	 * @param enabled whether the relay's own port has TLS where a bundle is set or the
	 * web server has TLS
	 * @param bundle name of the SSL bundle of the relay's own port; the certificate of
	 * the web server if not set. It is followed when it is reloaded
	 */
	record Ssl(@DefaultValue("true") boolean enabled, @Nullable String bundle) {
	}

}
