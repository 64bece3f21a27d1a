// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.time.Duration;

import reactor.netty.http.Http2SettingsSpec;

/**
 * Where a relay's own port listens, and what it takes before a request is one.
 *
 * @param host address to listen on
 * @param port port to listen on, 0 for any that is free
 * @param requestLineBytes longest request line; a longer one is answered 414. 16 KiB by
 * default, because browsers put tokens of up to 4 KiB into the query
 * @param headerBytes size of all headers of a request; more is answered 431. 16 KiB by
 * default
 * @param requestTimeout time that a connection has for the headers of its first request,
 * and each request for its body; then it is cut. 15 s by default
 * @param idleTimeout time that a connection may do nothing between two requests; then it
 * is cut. WebSockets have limits of their own. 60 s by default
 */
public record RelayPortSettings(String host, int port, int requestLineBytes, int headerBytes, Duration requestTimeout,
		Duration idleTimeout) {

	private static final int DEFAULT_BYTES = 16 * 1024;

	private static final Duration DEFAULT_REQUEST_TIMEOUT = Duration.ofSeconds(15);

	private static final Duration DEFAULT_IDLE_TIMEOUT = Duration.ofSeconds(60);

	public RelayPortSettings {
		require(requestLineBytes > 0, "requestLineBytes: " + requestLineBytes);
		require(headerBytes > 0, "headerBytes: " + headerBytes);
		require(requestTimeout.toMillis() > 0, "requestTimeout: " + requestTimeout);
		require(idleTimeout.toMillis() > 0, "idleTimeout: " + idleTimeout);
	}

	/**
	 * The default limits.
	 * @param host address to listen on
	 * @param port port to listen on, 0 for any that is free
	 */
	public RelayPortSettings(String host, int port) {
		this(host, port, DEFAULT_BYTES, DEFAULT_BYTES, DEFAULT_REQUEST_TIMEOUT, DEFAULT_IDLE_TIMEOUT);
	}

	/**
	 * Holds HTTP/2 to the same limits. A connection that is idle is asked for a sign of
	 * life: without that, Reactor Netty would cut it in the midst of a long poll, because
	 * it does not count open streams.
	 * @param http2 settings of HTTP/2 to change
	 */
	public void configure(Http2SettingsSpec.Builder http2) {
		http2.maxHeaderListSize(this.headerBytes).pingAckTimeout(this.requestTimeout).pingAckDropThreshold(1);
	}

	private static void require(boolean condition, String what) {
		if (!condition) {
			throw new IllegalArgumentException(what + " (expected: > 0)");
		}
	}

}
