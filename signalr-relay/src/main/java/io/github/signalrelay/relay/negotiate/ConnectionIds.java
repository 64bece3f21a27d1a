// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes the ids of client connections. Any thread may use it.
 */
public final class ConnectionIds {

	private static final int RANDOM_BYTES = 16;

	private final SecureRandom random = new SecureRandom();

	private final String nodeId;

	/**
	 * Makes the source of a node.
	 * @param nodeId what public ids begin with, so that other nodes know where they
	 * belong
	 */
	public ConnectionIds(String nodeId) {
		this.nodeId = nodeId;
	}

	/**
	 * Makes a public id.
	 * @return the id of the node and 22 more characters that nobody can guess
	 */
	public String nextId() {
		return this.nodeId + nextToken();
	}

	/**
	 * Makes a secret token.
	 * @return 22 characters that nobody can guess
	 */
	public String nextToken() {
		byte[] bytes = new byte[RANDOM_BYTES];
		this.random.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

}
