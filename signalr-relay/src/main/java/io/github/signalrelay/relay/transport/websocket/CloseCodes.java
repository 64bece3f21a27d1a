// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.websocket;

/**
 * Status codes of WebSocket close frames, RFC 6455 section 7.4.
 */
public final class CloseCodes {

	/** Ordinary end. */
	public static final int NORMAL = 1000;

	/** The relay goes away. */
	public static final int GOING_AWAY = 1001;

	/** The peer broke the WebSocket protocol. */
	public static final int PROTOCOL_ERROR = 1002;

	/** A text message or close reason is not valid UTF-8. */
	public static final int INVALID_PAYLOAD = 1007;

	/** The peer broke a rule of the relay. */
	public static final int POLICY_VIOLATION = 1008;

	/** A message is too large. */
	public static final int MESSAGE_TOO_BIG = 1009;

	/** The relay failed. */
	public static final int INTERNAL_ERROR = 1011;

	private static final int NO_STATUS = 1005;

	private static final int ABNORMAL = 1006;

	private static final int RESERVED = 1004;

	private static final int LAST_OF_PROTOCOL = 1014;

	private CloseCodes() {
	}

	/**
	 * Whether a code may stand in a close frame. 1004 to 1006, 1015 and what lies outside
	 * 1000 to 4999 may not.
	 * @param code the code
	 * @return {@code true} if it may be sent
	 */
	public static boolean isSendable(int code) {
		if (code >= 3000) {
			return code <= 4999;
		}
		return code >= NORMAL && code <= LAST_OF_PROTOCOL && code != RESERVED && code != NO_STATUS && code != ABNORMAL;
	}

}
