// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.security;

/**
 * Path and query of a request's URI, undecoded.
 *
 * @param path the path
 * @param query the query without {@code ?}, empty when there is none
 */
public record RequestLine(String path, String query) {

	/**
	 * Divides a URI in origin form or absolute form (RFC 9112, section 3.2).
	 * @param uri the URI as the request line has it
	 * @return its parts
	 */
	public static RequestLine of(String uri) {
		String rest = uri;
		int scheme = uri.indexOf("://");
		if (!uri.startsWith("/") && scheme >= 0) {
			int slash = uri.indexOf('/', scheme + 3);
			rest = (slash >= 0) ? uri.substring(slash) : "/";
		}
		int fragment = rest.indexOf('#');
		rest = (fragment >= 0) ? rest.substring(0, fragment) : rest;
		int question = rest.indexOf('?');
		return (question >= 0) ? new RequestLine(rest.substring(0, question), rest.substring(question + 1))
				: new RequestLine(rest, "");
	}

	/** Leaves the query out, which may hold secrets. */
	@Override
	public String toString() {
		return "RequestLine[" + this.path + "]";
	}

}
