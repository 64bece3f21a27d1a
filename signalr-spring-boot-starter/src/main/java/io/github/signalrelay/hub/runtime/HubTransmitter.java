// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.runtime;

import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * Way of one hub's messages to the relays that it is connected to: chooses endpoints and
 * service connections. May be called from any thread; never blocks.
 */
public interface HubTransmitter {

	/**
	 * Sends a message without an answer.
	 * @param message the message
	 * @param origin service connection of the client in whose flow the message is sent:
	 * all messages of a client's flow take the same one, so that they keep their order;
	 * {@code null} outside such a flow
	 * @return completes when the message was handed to the service connections, later
	 * when they are full; fails with {@link java.io.IOException} when none is connected
	 */
	CompletionStage<Void> send(ServiceMessage message, @Nullable ServiceLink origin);

	/**
	 * Sends a message over a client's own service connection, whatever endpoints there
	 * are beside it.
	 * @param message a message about that client
	 * @param link the client's service connection
	 * @return as for {@link #send}
	 */
	CompletionStage<Void> sendOver(ServiceMessage message, ServiceLink link);

	/**
	 * Asks a client for a result, wherever it may be connected.
	 * @param question the question
	 * @param origin as for {@link #send}
	 * @return completes with the number of endpoints that took the question and will
	 * answer, each for itself; fails when none did
	 */
	CompletionStage<Integer> ask(ClientInvocation question, @Nullable ServiceLink origin);

	/**
	 * Sends a message that the service answers.
	 * @param message makes the message for an ack id
	 * @param origin as for {@link #send}
	 * @return completes with {@code true} for done or yes, {@code false} for not found or
	 * no; fails with {@link java.util.concurrent.TimeoutException} when no answer comes
	 * in time
	 */
	CompletionStage<Boolean> sendAndAwaitAck(IntFunction<? extends AckableMessage> message,
			@Nullable ServiceLink origin);

	/**
	 * Id of this app server.
	 * @return the server id
	 */
	String serverId();

}
