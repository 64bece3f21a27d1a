// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.negotiate;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * HTTP request to one of the relay's paths, whatever web framework it came through. Never
 * log it: query and headers hold tokens.
 *
 * @param method HTTP method
 * @param query query as it came, without {@code ?}
 * @param headers all values of a header, by its name in any case; empty when it is
 * missing
 */
public record RelayRequest(String method, String query, Function<String, List<String>> headers) {

	/**
	 * First value of a header.
	 * @param name its name
	 * @return the value, or {@code null}
	 */
	public @Nullable String header(String name) {
		List<String> values = this.headers.apply(name);
		return values.isEmpty() ? null : values.get(0);
	}

	@Override
	public String toString() {
		return "RelayRequest[" + this.method + "]";
	}

}
