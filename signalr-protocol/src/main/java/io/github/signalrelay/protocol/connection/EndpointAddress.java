// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An absolute {@code http} or {@code https} address in normal form: scheme and host in
 * lower case, no default port, no trailing slashes. The authority is taken apart by hand,
 * because {@link URI} knows no host with an underscore, as container networks have them.
 *
 * @param scheme {@code http} or {@code https}
 * @param host host, an IPv6 address in brackets
 * @param port port, or -1 for the default of the scheme
 * @param path path without trailing slash, empty for the root
 */
record EndpointAddress(String scheme, String host, int port, String path) {

	private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\[\\]:@]+)(?::(\\d{1,5}))?");

	private static final int MAX_PORT = 65_535;

	/**
	 * Reads an address.
	 * @param text the text
	 * @return the address, or {@code null} when it is no absolute http(s) address, or one
	 * with user, query or fragment
	 */
	static @Nullable EndpointAddress parse(String text) {
		try {
			URI uri = new URI(text);
			String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
			boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
			if (!plain || uri.getRawAuthority() == null || !(scheme.equals("http") || scheme.equals("https"))) {
				return null;
			}
			return of(scheme, uri.getRawAuthority(), uri.getRawPath());
		}
		catch (URISyntaxException ex) {
			return null;
		}
	}

	private static @Nullable EndpointAddress of(String scheme, String authority, String path) {
		Matcher parts = AUTHORITY.matcher(authority);
		if (!parts.matches()) {
			return null;
		}
		int port = (parts.group(2) != null) ? Integer.parseInt(parts.group(2)) : -1;
		if (port > MAX_PORT) {
			return null;
		}
		String host = parts.group(1).toLowerCase(Locale.ROOT);
		return new EndpointAddress(scheme, host, -1, withoutTrailingSlashes(path)).withPort(port);
	}

	static String withoutTrailingSlashes(String text) {
		int end = text.length();
		while (end > 0 && text.charAt(end - 1) == '/') {
			end--;
		}
		return text.substring(0, end);
	}

	EndpointAddress withPort(int newPort) {
		int standard = this.scheme.equals("https") ? 443 : 80;
		return new EndpointAddress(this.scheme, this.host, (newPort == standard) ? -1 : newPort, this.path);
	}

	/** Scheme, host and port, without path. */
	String origin() {
		return this.scheme + "://" + this.host + ((this.port >= 0) ? ":" + this.port : "");
	}

	URI toUri() {
		return URI.create(origin() + this.path);
	}

}
