// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

/**
 * Nodes that carry a demand.
 *
 * @param nodes number of relays
 * @param limit what more clients would run out of first
 * @param load part of each node's processors that is used
 * @param connections clients of each node
 * @param deliveriesPerSecond deliveries of each node
 * @param memoryBytes memory of each node, the kernel's included
 * @param heapBytes heap of each node ({@code -Xmx}): twice what lives in it
 * @param megabitsPerSecond payload that each node sends
 * @param serverConnections server connections of each app server to each node
 */
public record Plan(long nodes, Limit limit, double load, double connections, double deliveriesPerSecond,
		double memoryBytes, double heapBytes, double megabitsPerSecond, int serverConnections) {

	/**
	 * What there can be too little of.
	 */
	public enum Limit {

		/** Processor time. */
		PROCESSORS,

		/** Memory. */
		MEMORY,

		/** File descriptors. */
		DESCRIPTORS

	}

}
