// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.Locale;

/**
 * The address that a request came to; what a token's audience is compared with (REST
 * reference, 5.2).
 *
 * @param host host that the peer named, without port, lower-case
 * @param path raw path, such as {@code /client/}; escapes may stand in it
 * @param query raw query without question mark, empty when there is none
 */
public record RequestTarget(String host, String path, String query) {

	public RequestTarget {
		host = HostName.withoutPort(host).toLowerCase(Locale.ROOT);
		query = query.startsWith("?") ? query.substring(1) : query;
	}

	/**
	 * Takes a request apart.
	 * @param host value of the {@code Host} header; a port in it is dropped
	 * @param uri path and query as the request line has them
	 * @return the target
	 */
	public static RequestTarget of(String host, String uri) {
		int mark = uri.indexOf('?');
		return (mark < 0) ? new RequestTarget(host, uri, "")
				: new RequestTarget(host, uri.substring(0, mark), uri.substring(mark + 1));
	}

	/** Tells no query: it may hold a token. */
	@Override
	public String toString() {
		return "RequestTarget[" + this.host + this.path + "]";
	}

}
