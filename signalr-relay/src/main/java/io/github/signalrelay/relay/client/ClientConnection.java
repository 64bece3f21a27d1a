// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.client;

import java.util.List;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;
import io.github.signalrelay.protocol.negotiate.TransportType;
import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.service.DataMessageType;
import io.github.signalrelay.protocol.service.MessageHeaders;
import io.github.signalrelay.relay.HubScope;
import io.github.signalrelay.relay.transport.SharedFrame;
import io.github.signalrelay.relay.transport.SocketOutput;

/**
 * A client connection as routing sees it, once its hub handshake has been read.
 * <p>
 * It belongs to one event loop. Except where told otherwise a method MUST be called on
 * that loop, and what it changes is touched only there.
 */
public interface ClientConnection {

	/**
	 * Public id, which app servers and other clients see. May be called on any thread.
	 * @return the id; it starts with the id of the node
	 */
	String id();

	/**
	 * Hub of the client. May be called on any thread.
	 * @return the scope
	 */
	HubScope scope();

	/**
	 * Loop that owns the connection. May be called on any thread.
	 * @return the loop
	 */
	EventLoop eventLoop();

	/**
	 * User id that the token names. May be called on any thread.
	 * @return the user id, or {@code null} for an anonymous client
	 */
	@Nullable String userId();

	/**
	 * Hub protocol that the client asked for in its handshake. May be called on any
	 * thread.
	 * @return name as the client wrote it
	 */
	String protocol();

	/**
	 * Kind of transport, which tells how frames for this client are made. It never
	 * changes. May be called on any thread.
	 * @return the kind
	 */
	TransportType transportType();

	/**
	 * Claims of the token for the app server, with inbound names. May be called on any
	 * thread.
	 * @return the claims in order
	 */
	List<Claim> claims();

	/**
	 * First claim of a type, among all claims. May be called on any thread.
	 * @param type the type
	 * @return the value, or {@code null}
	 */
	@Nullable String claim(String type);

	/**
	 * Headers for the app server, the service's own ones not yet among them. May be
	 * called on any thread.
	 * @return the headers
	 */
	MessageHeaders headers();

	/**
	 * Query of the client's request without its access token: empty, or starting with
	 * {@code ?}. May be called on any thread.
	 * @return the query
	 */
	String queryString();

	/**
	 * Handshake request as the client sent it, separator included; kept for migration.
	 * May be called on any thread.
	 * @return the bytes
	 */
	Payload handshakeRequest();

	/**
	 * Lets go of what an app server learns of the client when it is opened there:
	 * {@link #claims}, {@link #headers}, {@link #queryString} and
	 * {@link #handshakeRequest} are empty from now on. For clients that are not opened at
	 * another app server any more.
	 */
	void forgetRequest();

	/**
	 * Whether the client has the answer to its handshake, so that no other app server can
	 * answer it.
	 * @return {@code true} from the first {@link #writeData} on
	 */
	boolean isHandshakeAnswered();

	/**
	 * What routing keeps about this connection: its server connection and its groups.
	 * Owned by the loop.
	 * @return what {@link #attach} was given last, or {@code null}
	 */
	@Nullable Object attachment();

	/**
	 * Sets what routing keeps about this connection.
	 * @param attachment the state, or {@code null}
	 */
	void attach(@Nullable Object attachment);

	/**
	 * Writes what the app server sends to this client alone. The first data of an app
	 * server is its handshake response; multicasts that came before it are held back
	 * behind it. Closes the client as {@link CloseCategory#SLOW_CLIENT} when too much
	 * waits.
	 * @param data whole hub messages
	 * @param type kind of message, as far as the app server told
	 */
	void writeData(Payload data, DataMessageType type);

	/**
	 * Answers a call of the client with an error, in place of its app server.
	 * @param invocationId id of the call
	 * @param error text for the client
	 */
	void writeFailure(String invocationId, String error);

	/**
	 * Whether {@link #writeData} may go over the limit: between the word to an app server
	 * to pause a client's output and its answer, what was under way must be taken, as
	 * long as it is no more than the buffers of a server connection hold.
	 * @param tolerated whether data may go over the limit
	 */
	void tolerateData(boolean tolerated);

	/**
	 * Writes a multicast's frame without flushing; the loop flushes all channels that
	 * were written to at the end of the batch. The frame stays the caller's: the
	 * connection takes its own share. Does nothing on a connection that is closing.
	 * @param frame frame whose encoding fits {@link #protocol} and {@link #transportType}
	 */
	void writeShared(SharedFrame frame);

	/**
	 * The way past all queues for a frame like that of {@link #writeShared} that need not
	 * wait for others, while nothing waits for the client. Who gets it MUST write the
	 * frame to it before the loop does anything else for this client.
	 * @param size bytes of the frame
	 * @return what takes the frame, or {@code null} if it has to be written in the
	 * ordinary way
	 */
	default @Nullable SocketOutput idleOutput(int size) {
		return null;
	}

	/**
	 * Hands what was written to the socket before the loop does so, where nothing more is
	 * about to be written.
	 */
	default void flush() {
	}

	/**
	 * Writes a message that an app server has sent to this client among others who could
	 * have got it as well, so that it is not the client's own data. Like
	 * {@link #writeShared}, but without a frame that nobody would share.
	 * @param message one whole hub message in the client's hub protocol
	 * @return {@code false} if nothing was done, since a frame is needed: to be kept
	 * until the handshake is answered, or until the client has acknowledged it
	 */
	boolean writeSingle(Payload message);

	/**
	 * Whether the client's input is read. Off while its app server takes no more.
	 * @param reading {@code false} to stop reading
	 */
	void setReading(boolean reading);

	/**
	 * Ends the connection after what was written before has been flushed: a hub close
	 * message, then the transport's end. Routing is told through
	 * {@link ClientConnectionListener#onClosed} exactly once, also for a connection that
	 * closes by itself. Later calls have no effect.
	 * @param category why
	 * @param error text for the client, or {@code null}
	 * @param allowReconnect whether the client may come back by itself
	 */
	void close(CloseCategory category, @Nullable String error, boolean allowReconnect);

	/**
	 * Refuses the client before an app server answered its handshake: a handshake
	 * response with an error, then the transport's end.
	 * @param category why
	 * @param error text for the client
	 */
	void refuse(CloseCategory category, String error);

}
