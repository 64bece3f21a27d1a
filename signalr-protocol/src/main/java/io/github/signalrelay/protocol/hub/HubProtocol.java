// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.hub;

import java.nio.ByteBuffer;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.Payload;

/**
 * Turns hub messages into bytes and back. Implementations are immutable and may be used
 * by any thread.
 */
public interface HubProtocol {

	/** Highest version of the hub protocol that this library speaks. */
	int VERSION = 2;

	/**
	 * Name that clients give in their handshake.
	 * @return {@code json} or {@code messagepack}
	 */
	String name();

	/**
	 * What the transport must be able to carry.
	 * @return the format
	 */
	TransferFormat transferFormat();

	/**
	 * Reads the next message. Messages of a type that is not known are skipped. What was
	 * read is consumed: the position moves behind it, and stays where it is when no whole
	 * message is there.
	 * @param input bytes of the client, from position to limit
	 * @param binder tells the types of the values
	 * @return the message, or {@code null} when the input holds no further whole message
	 * @throws HubProtocolException if the bytes are not a valid message; the connection
	 * must be closed
	 */
	@Nullable HubMessage parse(ByteBuffer input, InvocationBinder binder);

	/**
	 * Writes a message, complete with its separator or length prefix.
	 * @param message the message; not a binding failure
	 * @return the bytes
	 * @throws HubProtocolException if a value cannot be serialized
	 */
	Payload write(HubMessage message);

}
