// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.goal;

import java.util.List;

/**
 * One of the goals P1 to P20.
 */
public interface Goal {

	/**
	 * Short name.
	 * @return {@code P1} to {@code P20}
	 */
	String id();

	/**
	 * What is to be reached.
	 * @return one sentence
	 */
	String text();

	/**
	 * Measures it. Closes all populations and servers that it has opened itself; servers
	 * of {@link Bench#server} stay for the goals after it, so no client may be left
	 * there. Blocks its caller.
	 * @param bench servers, clients and sizes to measure with
	 * @return what was found, at least one finding
	 */
	List<Finding> measure(Bench bench);

}
