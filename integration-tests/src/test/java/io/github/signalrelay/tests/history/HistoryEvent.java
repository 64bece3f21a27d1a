// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Something that a client, or another sender, did or saw. What somebody is about to do is
 * written before it is done, what somebody saw after it was seen: so the order of events
 * says what surely came before what.
 */
public sealed interface HistoryEvent {

	/**
	 * A client has a new connection, the only one that it has.
	 *
	 * @param client the client, over all its connections
	 * @param connection id of the connection, never used twice
	 */
	record Connected(String client, String connection) implements HistoryEvent {
	}

	/**
	 * The client saw the end of a connection: a close frame, or a socket that ended.
	 * Silence that the client gave up counts as well.
	 *
	 * @param connection the connection
	 * @param code status of the close frame, 1006 for an end without one
	 * @param reason what was said about it
	 */
	record Closed(String connection, int code, String reason) implements HistoryEvent {
	}

	/**
	 * A client will not come back.
	 *
	 * @param client the client
	 */
	record Stopped(String client) implements HistoryEvent {
	}

	/**
	 * A connection is about to ask for membership in a channel: a group, a user, or
	 * everybody.
	 *
	 * @param connection the connection
	 * @param channel name of the channel
	 */
	record Joining(String connection, String channel) implements HistoryEvent {
	}

	/**
	 * The membership was confirmed.
	 *
	 * @param connection the connection
	 * @param channel name of the channel
	 */
	record Joined(String connection, String channel) implements HistoryEvent {
	}

	/**
	 * A connection is about to give its membership up.
	 *
	 * @param connection the connection
	 * @param channel name of the channel
	 */
	record Leaving(String connection, String channel) implements HistoryEvent {
	}

	/**
	 * The end of the membership was confirmed.
	 *
	 * @param connection the connection
	 * @param channel name of the channel
	 */
	record Left(String connection, String channel) implements HistoryEvent {
	}

	/**
	 * What the system itself says about a channel while nobody joins or leaves.
	 *
	 * @param channel name of the channel
	 * @param connections its members
	 */
	record Members(String channel, Set<String> connections) implements HistoryEvent {
	}

	/**
	 * A message is about to be sent to a channel. Numbers of one sender and channel grow,
	 * and none is used twice.
	 *
	 * @param sender who sends; a client, an app server, a caller of the REST API
	 * @param source through what, within which order is kept: the client's connection, or
	 * the sender again
	 * @param channel whom it is for
	 * @param sequence number of the message
	 */
	record Sent(String sender, String source, String channel, int sequence) implements HistoryEvent {
	}

	/**
	 * The sender was told that the message will be delivered, such as by the completion
	 * of the invocation that sent it, or the status of a request. From then on it counts
	 * as lost if it does not arrive. A message without this may arrive or not.
	 *
	 * @param sender who sent
	 * @param channel whom it is for
	 * @param sequence number of the message
	 */
	record Accepted(String sender, String channel, int sequence) implements HistoryEvent {
	}

	/**
	 * A message has arrived.
	 *
	 * @param connection connection that it came over
	 * @param sender who sent it
	 * @param channel whom it was for
	 * @param sequence number of the message
	 */
	record Received(String connection, String sender, String channel, int sequence) implements HistoryEvent {
	}

	/**
	 * An invocation that asks for an answer is about to be sent.
	 *
	 * @param connection connection of the caller
	 * @param invocation its id, never used twice on this connection
	 */
	record Invoked(String connection, String invocation) implements HistoryEvent {
	}

	/**
	 * The answer of an invocation has arrived.
	 *
	 * @param connection connection that it came over
	 * @param invocation id of the invocation
	 * @param error why it failed, or {@code null}
	 */
	record Completed(String connection, String invocation, @Nullable String error) implements HistoryEvent {
	}

}
