// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load;

/**
 * Where a server listens.
 *
 * @param host name or address
 * @param port TCP port
 * @param path path of the hub or of the WebSocket, from {@code /} on
 * @param tls whether clients speak TLS; the generator trusts any certificate
 */
public record Address(String host, int port, String path, boolean tls) {

	/**
	 * An address without TLS on this machine.
	 * @param port TCP port
	 * @param path path from {@code /} on
	 * @return the address
	 */
	public static Address local(int port, String path) {
		return new Address("127.0.0.1", port, path, false);
	}

}
