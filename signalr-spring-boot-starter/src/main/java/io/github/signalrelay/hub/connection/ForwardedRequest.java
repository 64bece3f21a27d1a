// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubRequest;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.protocol.service.OpenConnection;

import org.springframework.util.StringUtils;

/**
 * Reads the client's request out of the message that opens a connection (service protocol
 * reference, section 4.9).
 */
final class ForwardedRequest {

	/** Carries the path that the client negotiated at. */
	private static final String ORIGINAL_PATH = "asrs.op";

	private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F]*[.:][0-9a-fA-F.:]+");

	private ForwardedRequest() {
	}

	static HubRequest read(OpenConnection message) {
		Map<String, List<String>> query = query(message.queryString());
		List<String> path = query.getOrDefault(ORIGINAL_PATH, List.of(""));
		return new HubRequest(path.get(0), message.queryString(), query, message.headers().byName(),
				remoteAddress(message.headers()), transport(message.headers()));
	}

	private static Map<String, List<String>> query(String queryString) {
		Map<String, List<String>> query = new LinkedHashMap<>();
		String text = queryString.startsWith("?") ? queryString.substring(1) : queryString;
		for (String pair : StringUtils.delimitedListToStringArray(text, "&")) {
			int equals = pair.indexOf('=');
			String name = decode((equals >= 0) ? pair.substring(0, equals) : pair);
			if (!name.isEmpty()) {
				query.computeIfAbsent(name, (key) -> new ArrayList<>())
					.add((equals >= 0) ? decode(pair.substring(equals + 1)) : "");
			}
		}
		return query;
	}

	private static String decode(String text) {
		String spaced = text.replace('+', ' ');
		try {
			return StringUtils.uriDecode(spaced, StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) { // hostile or sloppy: take it as it is
			return spaced;
		}
	}

	private static @Nullable TransportType transport(MessageHeaders headers) {
		String name = headers.first(MessageHeaders.TRANSPORT);
		return (name != null) ? TransportType.of(name) : null;
	}

	private static @Nullable String remoteAddress(MessageHeaders headers) {
		String forwarded = headers.first("X-Forwarded-For");
		if (forwarded == null) {
			return null;
		}
		String first = StringUtils.delimitedListToStringArray(forwarded, ",")[0].trim();
		return ADDRESS.matcher(first).matches() ? first : null;
	}

}
