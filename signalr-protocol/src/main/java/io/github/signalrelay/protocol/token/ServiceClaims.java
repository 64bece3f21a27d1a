// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

/**
 * Types of the claims by which an app server tells the relay about a client (service
 * protocol reference, 4.4). All values are texts.
 */
public final class ServiceClaims {

	/** What every type here starts with. */
	public static final String PREFIX = "asrs.s.";

	/** Starts the type of a user claim that would collide with a registered one. */
	public static final String USER_PREFIX = "asrs.u.";

	/** User id. */
	public static final String USER_ID = PREFIX + "uid";

	/** Server id that the client should come to. */
	public static final String SERVER_NAME = PREFIX + "sn";

	/**
	 * {@code Preferred} or {@code Required}: how firmly the client belongs to that
	 * server.
	 */
	public static final String SERVER_STICKY_MODE = PREFIX + "ssticky";

	/** {@code true} for a client under observation. */
	public static final String DIAGNOSTIC_CLIENT = PREFIX + "dc";

	/** Seconds that the client has for its hub handshake. */
	public static final String HANDSHAKE_TIMEOUT = PREFIX + "cht";

	/** Authentication type of the user's identity. */
	public static final String AUTHENTICATION_TYPE = PREFIX + "aut";

	/** Number of endpoints that the app server has. */
	public static final String ENDPOINT_COUNT = PREFIX + "secn";

	/** {@code True} when close messages may tell the reason of an error. */
	public static final String DETAILED_ERRORS = PREFIX + "derror";

	/** Type of the claim that holds the user's name. */
	public static final String NAME_TYPE = PREFIX + "nt";

	/** Type of the claim that holds the user's roles. */
	public static final String ROLE_TYPE = PREFIX + "rt";

	/** Seconds that a poll may be idle. */
	public static final String POLL_INTERVAL = PREFIX + "ttl";

	/** Bit mask of the transports that the client may use. */
	public static final String TRANSPORTS = PREFIX + "htt";

	/** {@code true} when the connection ends with the user's authentication. */
	public static final String CLOSE_ON_EXPIRATION = PREFIX + "coae";

	/** Unix seconds at which the user's authentication ends. */
	public static final String AUTHENTICATION_EXPIRES = PREFIX + "aeo";

	/**
	 * Bytes of unacknowledged messages above which what is sent to a client waits, for
	 * stateful reconnect. Not a claim of the original, to which it means nothing.
	 */
	public static final String RECONNECT_BUFFER = PREFIX + "srb";

	/**
	 * Id of claims that the relay keeps for the client ({@code StoreClaims}), because its
	 * token would be too long with them. Not a claim of the original. App servers never
	 * get it.
	 */
	public static final String CLAIMS_REFERENCE = PREFIX + "claims";

	private ServiceClaims() {
	}

}
