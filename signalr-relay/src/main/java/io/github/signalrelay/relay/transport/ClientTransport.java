// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.transport;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;

/**
 * What carries the bytes of one client connection.
 * <p>
 * It belongs to one event loop; every method but {@link #eventLoop()} MUST be called on
 * that loop. Nothing blocks. Once {@link #close} or {@link #abort} was called, or the
 * {@link ClientTransportListener} was told of the end, writes are dropped.
 */
public interface ClientTransport {

	/**
	 * Most bytes that may come for one client after its app server was asked to pause:
	 * the backlog of a server connection (64 MiB), which stands in line before the word
	 * to pause, with what fits into its sockets and the app server's buffers; and not
	 * what a server sends that does not listen.
	 */
	long UNDER_WAY = 80 * 1024 * 1024;

	/**
	 * Loop that owns the transport. May be called on any thread.
	 * @return the loop
	 */
	EventLoop eventLoop();

	/**
	 * Kind of this transport, which never changes. May be called on any thread.
	 * @return the kind
	 */
	TransportType type();

	/**
	 * Writes one unit of whole hub messages; the loop flushes at the end of its batch.
	 * @param data the bytes
	 * @param text whether the hub protocol is a text protocol
	 */
	void write(Payload data, boolean text);

	/**
	 * Writes a shared frame, which may be {@linkplain SharedFrame#parts joined} from
	 * several; the loop flushes at the end of its batch.
	 * @param frame the frame, which stays the caller's
	 */
	void writeShared(SharedFrame frame);

	/**
	 * The way past the queue for a shared frame that need not wait for others, while
	 * nothing waits before it.
	 * @return what takes the frame, in this turn of the loop; {@code null} if it has to
	 * be {@linkplain #writeShared written}
	 */
	default @Nullable SocketOutput idleOutput() {
		return null;
	}

	/**
	 * Bytes that were written but not taken by the socket yet, bookkeeping included.
	 * @return the number of bytes
	 */
	long pendingBytes();

	/**
	 * Tells whether the socket takes anything: the value changes when it does, and
	 * whenever nothing waits for a socket but for the client's next request.
	 * @return a mark to compare with that of another time
	 */
	long sendProgress();

	/**
	 * Hands what was written to the socket now.
	 */
	void flush();

	/**
	 * Asks the client for a sign of life that every client of this transport gives by
	 * itself.
	 */
	void probe();

	/**
	 * Whether input is read.
	 * @param reading {@code false} to leave input in its sockets
	 */
	void setReading(boolean reading);

	/**
	 * Looks at time limits of this transport's own.
	 * @param now time of the sweep, as {@link System#nanoTime()} tells it
	 */
	default void sweep(long now) {
	}

	/**
	 * Ends the transport after what was written, in the orderly way of its kind, and
	 * waits a bounded time for the client to agree. Later calls have no effect.
	 * @param statusCode WebSocket close code, 1000 for an ordinary end
	 * @param reason text for the client, cut to what a close frame may carry
	 */
	void close(int statusCode, String reason);

	/**
	 * Cuts the connection and forgets what was not sent yet.
	 */
	void abort();

}
