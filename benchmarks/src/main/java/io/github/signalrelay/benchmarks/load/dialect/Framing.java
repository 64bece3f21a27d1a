// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.benchmarks.load.dialect;

/**
 * How the messages of a server follow each other.
 */
public enum Framing {

	/** The byte 0x1E behind each (SignalR's handshake and JSON). */
	RECORD_SEPARATOR,

	/** A zero byte behind each (STOMP). */
	ZERO,

	/** Length as a number of 7 bits per byte before each (SignalR's MessagePack). */
	LENGTH_PREFIX,

	/** One or more stamped messages per unit of the transport, or one without stamp. */
	UNIT

}
