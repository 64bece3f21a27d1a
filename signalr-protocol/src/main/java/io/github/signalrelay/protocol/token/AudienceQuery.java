// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Compares the query of an audience with that of a request: senders sign some of the
 * parameters and append others later.
 */
final class AudienceQuery {

	private static final String HUB = "hub";

	private AudienceQuery() {
	}

	static boolean isContained(String audience, String request) {
		return audience.isEmpty() || parameters(request).containsAll(parameters(audience));
	}

	private static Set<Parameter> parameters(String query) {
		Set<Parameter> parameters = new HashSet<>();
		for (String part : query.split("&", -1)) {
			if (!part.isEmpty()) {
				int equals = part.indexOf('=');
				String name = PercentEncoding.decodeForm((equals < 0) ? part : part.substring(0, equals));
				String value = PercentEncoding.decodeForm((equals < 0) ? "" : part.substring(equals + 1));
				parameters.add(new Parameter(name, name.equals(HUB) ? value.toLowerCase(Locale.ROOT) : value));
			}
		}
		return parameters;
	}

	private record Parameter(String name, String value) {
	}

}
