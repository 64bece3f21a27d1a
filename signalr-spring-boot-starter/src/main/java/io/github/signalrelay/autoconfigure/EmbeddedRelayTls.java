// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.Map;

import reactor.netty.http.HttpProtocol;
import reactor.netty.http.server.HttpServer;
import reactor.netty.tcp.AbstractProtocolSslContextSpec;
import reactor.netty.tcp.SslProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

import org.springframework.boot.reactor.netty.SslServerCustomizer;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.Ssl.ClientAuth;

/**
 * TLS of the embedded relay's own port. Any thread may {@link #update} it: connections
 * that are opened from then on get the new certificate, those that stand are left alone.
 */
final class EmbeddedRelayTls extends SslServerCustomizer {

	private final boolean http2;

	private volatile SslProvider current;

	/**
	 * Makes TLS with a bundle.
	 * @param bundle certificate, key and options
	 * @param http2 whether HTTP/2 is offered beside HTTP/1.1
	 */
	EmbeddedRelayTls(SslBundle bundle, boolean http2) {
		// Clients prove who they are by their token, which only the application's own
		// port
		// gives them
		super(http2(http2), ClientAuth.NONE, bundle, Map.of());
		this.http2 = http2;
		this.current = provider(bundle);
	}

	private static Http2 http2(boolean enabled) {
		Http2 http2 = new Http2();
		http2.setEnabled(enabled);
		return http2;
	}

	private SslProvider provider(SslBundle bundle) {
		AbstractProtocolSslContextSpec<?> spec = createSslContextSpec(bundle);
		return SslProvider.builder().sslContext((GenericSslContextSpec<?>) spec).build();
	}

	void update(SslBundle bundle) {
		this.current = provider(bundle);
	}

	@Override
	public HttpServer apply(HttpServer server) {
		HttpProtocol[] protocols = this.http2 ? new HttpProtocol[] { HttpProtocol.H2, HttpProtocol.HTTP11 }
				: new HttpProtocol[] { HttpProtocol.HTTP11 };
		// The mapping is asked for each connection, with or without a server name
		return server.protocol(protocols)
			.secure((spec) -> spec.sslContext(this.current.getSslContext())
				.setSniAsyncMappings((serverName, promise) -> promise.setSuccess(this.current)));
	}

}
