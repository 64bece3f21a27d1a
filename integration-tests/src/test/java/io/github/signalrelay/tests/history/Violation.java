// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.history;

/**
 * Something that the promise rules out.
 *
 * @param kind which part of the promise is broken
 * @param detail who, where and what
 */
public record Violation(Kind kind, String detail) {

	/** Parts of the promise. */
	public enum Kind {

		/** An accepted message did not reach a member whose connection lived. */
		LOSS,

		/** A client received a message twice. */
		DOUBLE,

		/** A client received a message after one that was sent later. */
		DISORDER,

		/** A message reached a connection that was no member. */
		STRANGER,

		/** A message was received that nobody has sent. */
		INVENTED,

		/** Something came over a connection before its start or after its end. */
		OUTSIDE,

		/** An invocation has no completion, and its connection lives. */
		UNANSWERED,

		/** An invocation has more than one completion. */
		ANSWERED_TWICE,

		/** A completion came for an invocation that the connection did not send. */
		UNASKED,

		/** A client is not connected at the end, or has two connections. */
		CONNECTION,

		/** The system and the clients do not agree on who is a member. */
		MEMBERSHIP

	}

}
