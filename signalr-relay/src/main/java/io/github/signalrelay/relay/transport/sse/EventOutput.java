// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport.sse;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

/**
 * Writes events into a response whose headers have been sent. Owned by the event loop of
 * the response's channel.
 */
interface EventOutput {

	/**
	 * Writes a frame without flushing.
	 * @param frame the frame, which stays the caller's
	 */
	void write(SharedFrame frame);

	/**
	 * Hands what was written to the socket.
	 */
	void flush();

	/**
	 * The way to the socket that frames may take by themselves, always the same, or
	 * {@code null}.
	 */
	@Nullable SocketOutput socket();

	/**
	 * Bytes that the socket has not taken yet, bookkeeping included.
	 */
	long pendingBytes();

	/**
	 * A mark that changes when the socket takes something.
	 */
	long progress();

}
