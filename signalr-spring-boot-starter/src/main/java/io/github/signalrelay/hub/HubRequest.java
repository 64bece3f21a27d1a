// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.util.Collections;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.negotiate.TransportType;

import org.springframework.util.LinkedCaseInsensitiveMap;
import org.springframework.util.StringUtils;

/**
 * HTTP request that opened a client connection, as the relay forwarded it. What the relay
 * does not forward is missing. It comes from the client: check it before use.
 *
 * @param path path that the client negotiated at, or empty when it is not known
 * @param queryString query as sent: empty, or starting with {@code ?}
 * @param query decoded query parameters in order
 * @param headers headers by name in any case
 * @param remoteAddress IP address of the client, or {@code null} when it is not known
 * @param transport transport that the client connected with, or {@code null} when it is
 * not known, since relays of other makes do not tell
 */
public record HubRequest(String path, String queryString, Map<String, List<String>> query,
		Map<String, List<String>> headers, @Nullable String remoteAddress, @Nullable TransportType transport) {

	public HubRequest {
		Map<String, List<String>> parameters = new LinkedHashMap<>();
		query.forEach((name, values) -> parameters.put(name, List.copyOf(values)));
		query = Collections.unmodifiableMap(parameters);
		Map<String, List<String>> copy = new LinkedCaseInsensitiveMap<>();
		headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
		headers = Collections.unmodifiableMap(copy);
	}

	/**
	 * First value of a query parameter.
	 * @param name name of the parameter
	 * @return the value, or {@code null} when it is missing
	 */
	public @Nullable String queryParameter(String name) {
		return first(this.query.get(name));
	}

	/**
	 * First value of a header.
	 * @param name name of the header in any case
	 * @return the value, or {@code null} when it is missing
	 */
	public @Nullable String header(String name) {
		return first(this.headers.get(name));
	}

	/**
	 * Language of the client, as the application resolved it when the client negotiated:
	 * by its {@code Accept-Language} header unless the application has another
	 * {@code LocaleResolver} (service protocol reference, 4.9).
	 * @return the language, or {@code null} when it is not known
	 */
	public @Nullable Locale locale() {
		String language = queryParameter("asrs_ui_lang");
		language = (language != null) ? language : queryParameter("asrs_lang");
		try {
			return StringUtils.hasText(language) ? new Locale.Builder().setLanguageTag(language).build() : null;
		}
		catch (IllformedLocaleException ex) {
			return null; // it comes from the client in the end
		}
	}

	private static @Nullable String first(@Nullable List<String> values) {
		return (values == null || values.isEmpty()) ? null : values.get(0);
	}

	/** Leaves query and headers out: they may carry secrets. */
	@Override
	public String toString() {
		return "HubRequest[path=" + this.path + "]";
	}

}
