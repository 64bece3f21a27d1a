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
 */
@ConfigurationProperties("signalr.relay.embedded")
record EmbeddedRelayProperties(@DefaultValue("/_signalr") String basePath, @DefaultValue("0") int port,
		@Nullable InetAddress address, @Nullable URI publicUrl) {
}
