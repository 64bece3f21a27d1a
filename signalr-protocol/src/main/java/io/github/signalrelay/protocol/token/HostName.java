// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

/**
 * The host inside an authority such as {@code example.org:8888} or {@code [::1]:8888}.
 */
final class HostName {

	private HostName() {
	}

	static String withoutPort(String authority) {
		int colon = authority.lastIndexOf(':');
		boolean portFollows = colon > authority.lastIndexOf(']') && authority.indexOf(':') >= 0;
		boolean oneColon = authority.startsWith("[") || authority.indexOf(':') == colon;
		return (portFollows && oneColon) ? authority.substring(0, colon) : authority;
	}

}
