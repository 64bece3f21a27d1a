// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/** The connection as the calls of its client see it, called on its serial queue. */
public interface CallHost {

	/**
	 * Whether the connection has not ended.
	 * @return {@code false} from its end on
	 */
	boolean isOpen();

	/**
	 * Whether the client can be sent more now.
	 * @return {@code false} while it, or its service connection, has enough
	 */
	boolean isWritable();

	/**
	 * Whether answers wait for a client that does not read, so that no further call may
	 * run.
	 * @return {@code true} until the client reads
	 */
	boolean isHeldUp();

	/**
	 * Answers a call; does nothing when the connection has ended.
	 * @param completion the answer, or {@code null} when none is wanted
	 */
	void reply(@Nullable Payload completion);

	/**
	 * Writes an item of a stream.
	 * @param item the item
	 * @return {@code null} if there is room for more, else completes when there is
	 */
	@Nullable CompletionStage<Void> write(Payload item);

	/**
	 * Something could not be serialized, which ends the connection.
	 * @param error why
	 */
	void writeFailed(RuntimeException error);

	/** Messages need no longer wait. */
	void proceed();

}
