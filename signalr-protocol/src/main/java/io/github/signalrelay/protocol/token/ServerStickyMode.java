// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

/**
 * How firmly a client belongs to the app server that answered its negotiate request.
 */
public enum ServerStickyMode {

	/** Any app server will do. */
	DISABLED("Disabled"),

	/** That app server while it is there, else any. */
	PREFERRED("Preferred"),

	/** That app server or none. */
	REQUIRED("Required");

	private final String wireName;

	ServerStickyMode(String wireName) {
		this.wireName = wireName;
	}

	/**
	 * Value of the claim {@code asrs.s.ssticky}.
	 * @return the name on the wire
	 */
	public String wireName() {
		return this.wireName;
	}

}
