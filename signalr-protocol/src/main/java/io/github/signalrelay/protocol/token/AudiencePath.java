// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compares the path of an audience with that of a request. Connections of clients and
 * servers have one audience for whatever lies below their first segment, negotiate for
 * instance; REST paths count as a whole, up to the hub without regard to case.
 */
final class AudiencePath {

	private static final Set<String> CONNECTIONS = Set.of("client", "server", "aspnetclient", "aspnetserver");

	private static final String HUBS = "hubs";

	private AudiencePath() {
	}

	static boolean matches(String audience, String request) {
		List<String> expected = segments(request);
		List<String> actual = segments(audience);
		if (!expected.isEmpty() && CONNECTIONS.contains(expected.get(0).toLowerCase(Locale.ROOT))) {
			return actual.size() == 1 && actual.get(0).equalsIgnoreCase(expected.get(0));
		}
		return expected.size() == actual.size() && equalSegments(expected, actual);
	}

	private static boolean equalSegments(List<String> expected, List<String> actual) {
		int lastAnyCase = hubIndex(expected);
		for (int index = 0; index < expected.size(); index++) {
			String left = expected.get(index);
			String right = actual.get(index);
			if (!((index <= lastAnyCase) ? left.equalsIgnoreCase(right) : left.equals(right))) {
				return false;
			}
		}
		return true;
	}

	/** Where the hub stands in {@code /api/hubs/{hub}} and {@code /api/v1/hubs/{hub}}. */
	private static int hubIndex(List<String> segments) {
		for (int index = 0; index < Math.min(3, segments.size()); index++) {
			if (segments.get(index).equalsIgnoreCase(HUBS)) {
				return index + 1;
			}
		}
		return -1;
	}

	private static List<String> segments(String path) {
		List<String> segments = new ArrayList<>();
		int start = path.startsWith("/") ? 1 : 0;
		int end = path.endsWith("/") ? path.length() - 1 : path.length();
		while (start < end) {
			int slash = path.indexOf('/', start);
			int stop = (slash < 0 || slash > end) ? end : slash;
			segments.add(PercentEncoding.decode(path.substring(start, stop)));
			start = stop + 1;
		}
		return segments;
	}

}
