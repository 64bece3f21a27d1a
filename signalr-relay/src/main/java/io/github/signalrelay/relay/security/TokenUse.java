// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

/**
 * What a token is shown for.
 */
public enum TokenUse {

	/** A client connects. */
	CLIENT("/client/", "client"),

	/** An app server opens a server connection. */
	SERVER("/server/", "server"),

	/** An app server asks for a key to sign its clients' tokens with. */
	ACCESS_KEY("/api/v1/auth/accessKey", "access-key");

	private final String path;

	private final String label;

	TokenUse(String path, String label) {
		this.path = path;
		this.label = label;
	}

	/**
	 * Path that the audience of the token has to name, below the base path of the relay.
	 * @return the path
	 */
	public String path() {
		return this.path;
	}

	/**
	 * What meters call it.
	 * @return a tag value
	 */
	public String label() {
		return this.label;
	}

}
