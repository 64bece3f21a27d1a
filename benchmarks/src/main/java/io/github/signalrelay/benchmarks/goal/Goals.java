// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.List;

/**
 * All goals, in the order in which they are measured.
 */
public final class Goals {

	private Goals() {
	}

	/**
	 * All goals that can be measured.
	 * @return the goals
	 */
	public static List<Goal> all() {
		return List.of();
	}

}
