// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Parts of an audience that count. Taken apart by hand, for {@link java.net.URI} refuses
 * names that exist, such as hosts with an underscore.
 *
 * @param host lower-case host without port
 * @param path raw path
 * @param query raw query, empty when there is none
 */
record AudienceAddress(String host, String path, String query) {

	static @Nullable AudienceAddress parse(String audience) {
		int start = audience.indexOf("://");
		if (start < 1) {
			return null;
		}
		String rest = cut(audience.substring(start + 3), '#');
		int mark = rest.indexOf('?');
		String query = (mark < 0) ? "" : rest.substring(mark + 1);
		String place = cut(rest, '?');
		int slash = place.indexOf('/');
		String authority = cut(place, '/');
		if (authority.isEmpty() || authority.indexOf('@') >= 0) {
			return null;
		}
		return new AudienceAddress(HostName.withoutPort(authority).toLowerCase(Locale.ROOT),
				(slash < 0) ? "/" : place.substring(slash), query);
	}

	private static String cut(String text, char end) {
		int index = text.indexOf(end);
		return (index < 0) ? text : text.substring(0, index);
	}

}
