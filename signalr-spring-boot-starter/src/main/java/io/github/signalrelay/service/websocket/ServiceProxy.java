// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.websocket;

import java.net.InetSocketAddress;
import java.time.Duration;

import io.netty.channel.ChannelHandler;
import org.jspecify.annotations.Nullable;
import reactor.netty.transport.ProxyProvider;

/**
 * Proxy between this app server and a service. It finds the address of the service by
 * itself: the name of the service need not be known on this side.
 *
 * @param type kind of the proxy
 * @param host name or IP address of the proxy
 * @param port port of the proxy
 * @param username user that the proxy lets in, or {@code null}
 * @param password password of the user, or {@code null}
 */
public record ServiceProxy(Type type, String host, int port, @Nullable String username, @Nullable String password) {

	/**
	 * Makes the handler of one connection.
	 * @param address address of the proxy, resolved
	 * @param timeout time that the proxy has for its answer
	 * @return a handler for the front of the pipeline
	 */
	ChannelHandler handler(InetSocketAddress address, Duration timeout) {
		ProxyProvider.Builder builder = ProxyProvider.builder()
			.type(this.type.provided)
			.address(address)
			.connectTimeoutMillis(timeout.toMillis());
		authenticate(builder);
		return builder.build().newProxyHandler();
	}

	/**
	 * Makes an HTTP client use the proxy.
	 * @param spec how the client finds its proxy
	 */
	public void configure(ProxyProvider.TypeSpec spec) {
		authenticate(spec.type(this.type.provided).host(this.host).port(this.port));
	}

	private void authenticate(ProxyProvider.Builder builder) {
		if (this.username != null && this.type == Type.SOCKS4) {
			builder.username(this.username);
		}
		else if (this.username != null) {
			String secret = (this.password != null) ? this.password : "";
			builder.username(this.username).password((user) -> secret);
		}
	}

	/** Leaves the password out. */
	@Override
	public String toString() {
		return this.type + " proxy " + this.host + ":" + this.port;
	}

	/** Kinds of proxies. */
	public enum Type {

		/** A tunnel by the method CONNECT of HTTP. */
		HTTP(ProxyProvider.Proxy.HTTP, 8080),

		/** SOCKS version 4a. */
		SOCKS4(ProxyProvider.Proxy.SOCKS4, 1080),

		/** SOCKS version 5. */
		SOCKS5(ProxyProvider.Proxy.SOCKS5, 1080);

		private final ProxyProvider.Proxy provided;

		private final int defaultPort;

		Type(ProxyProvider.Proxy provided, int defaultPort) {
			this.provided = provided;
			this.defaultPort = defaultPort;
		}

		/**
		 * Port where such proxies are usually found.
		 * @return the port
		 */
		public int defaultPort() {
			return this.defaultPort;
		}

	}

}
