// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Violations found so far. One fault may break thousands of messages: after some of a
 * kind, more say nothing new. Used by one thread.
 */
final class Findings {

	private static final int OF_EACH_KIND = 20;

	private final Map<Violation.Kind, Integer> numbers = new EnumMap<>(Violation.Kind.class);

	private final List<Violation> violations = new ArrayList<>();

	void add(Violation.Kind kind, String detail) {
		if (this.numbers.merge(kind, 1, Integer::sum) <= OF_EACH_KIND) {
			this.violations.add(new Violation(kind, detail));
		}
	}

	List<Violation> toList() {
		return List.copyOf(this.violations);
	}

}
