// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

/**
 * A machine or container that a relay runs on.
 *
 * @param cores processors of the relay
 * @param memoryBytes memory of the relay and of the kernel for its sockets
 * @param descriptors most file descriptors of the process
 * @param targetLoad part of its processors that is to be used, 0.5 to 0.7 as a rule: the
 * rest is for peaks and for clients of a node that is lost
 */
public record NodeShape(int cores, long memoryBytes, long descriptors, double targetLoad) {

	public NodeShape {
		if (cores < 1 || memoryBytes < 1 || descriptors < 1 || !(targetLoad > 0 && targetLoad <= 1)) {
			throw new IllegalArgumentException(
					"A node has cores, memory and file descriptors, and a target load above 0 up to 1");
		}
	}

}
