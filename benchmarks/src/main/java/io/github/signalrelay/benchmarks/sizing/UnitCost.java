// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.sizing;

/**
 * What one piece of work, or one thing kept, costs a relay.
 */
public enum UnitCost {

	/**
	 * Processor time of a delivery of 64 bytes that is written alone, in microseconds.
	 */
	DELIVERY_MICROS,

	/**
	 * Processor time of a delivery of 2,048 bytes that is written alone, in microseconds.
	 */
	LARGE_DELIVERY_MICROS,

	/**
	 * Processor time of a delivery of 64 bytes, eight of them in a write, in
	 * microseconds.
	 */
	BATCHED_DELIVERY_MICROS,

	/**
	 * Processor time of a message from a client to its app server and of the answer back,
	 * in microseconds.
	 */
	MESSAGE_MICROS,

	/** Processor time of a delivery over TLS, as a multiple of one in cleartext. */
	TLS_FACTOR,

	/** Processor time of a client that connects, in microseconds. */
	CONNECT_MICROS,

	/** Heap of an idle client without groups, in bytes. */
	CONNECTION_HEAP_BYTES,

	/** Heap of a client's place in a group, in bytes. */
	MEMBERSHIP_HEAP_BYTES,

	/** Memory outside of the heap that TLS adds to a client, in bytes. */
	TLS_BYTES,

	/** Memory of the kernel for a client's socket, in bytes. */
	KERNEL_BYTES,

	/** Resident memory of a relay without clients, in bytes. */
	NODE_BYTES,

	/** Messages per second that one server connection was seen to carry. */
	SERVER_CONNECTION_MESSAGES

}
