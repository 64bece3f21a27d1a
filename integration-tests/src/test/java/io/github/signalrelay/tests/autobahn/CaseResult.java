// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.autobahn;

import java.util.Set;

/**
 * What the suite says of one case.
 *
 * @param id number of the case, such as {@code 6.4.1}
 * @param behavior verdict on the messages
 * @param behaviorClose verdict on the end of the connection
 * @param report name of the file about it
 */
record CaseResult(String id, String behavior, String behaviorClose, String report) {

	/**
	 * Verdicts on a server that keeps the rules. Informational are cases for which the
	 * rules leave a choice.
	 */
	private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

	boolean isGood() {
		return GOOD.contains(this.behavior) && GOOD.contains(this.behaviorClose);
	}

}
