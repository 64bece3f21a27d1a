// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.client;

import io.github.signalrelay.benchmarks.load.Address;

/**
 * Whom requests go to.
 *
 * @param host name or address
 * @param port TCP port
 * @param tls whether TLS is spoken
 */
record HttpOrigin(String host, int port, boolean tls) {

	static HttpOrigin of(Address address) {
		return new HttpOrigin(address.host(), address.port(), address.tls());
	}

	/** A request with a body; further headers end with a line end each. */
	String request(String method, String path, String headers, int bodyLength) {
		return method + " " + path + " HTTP/1.1\r\nHost: " + this.host + ":" + this.port + "\r\n" + headers
				+ ("GET".equals(method) ? "" : "Content-Length: " + bodyLength + "\r\n") + "\r\n";
	}

}
