// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.net.URI;
import java.security.Principal;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.LinkedCaseInsensitiveMap;

/**
 * A client's negotiate request, for the beans that decide about its token.
 *
 * @param hub name of the hub, as the application wrote it
 * @param uri address that the client asked, as Spring resolved it from forwarded headers
 * @param contextPath path under which the application lies for clients, that of a proxy
 * included where Spring resolved it from forwarded headers: empty, or like {@code /team}
 * @param headers headers of the request, by name in any case
 * @param principal who is authenticated, or {@code null} for an anonymous client
 */
public record NegotiateContext(String hub, URI uri, String contextPath, Map<String, List<String>> headers,
		@Nullable Principal principal) {

	public NegotiateContext {
		Map<String, List<String>> copy = new LinkedCaseInsensitiveMap<>();
		for (String name : headers.keySet()) { // headers of a web stack may know no more
			copy.put(name, List.copyOf(headers.getOrDefault(name, List.of())));
		}
		headers = Collections.unmodifiableMap(copy);
	}

	/** Leaves query and headers out: they may carry secrets. */
	@Override
	public String toString() {
		return "NegotiateContext[hub=" + this.hub + ", path=" + this.uri.getPath() + "]";
	}

}
