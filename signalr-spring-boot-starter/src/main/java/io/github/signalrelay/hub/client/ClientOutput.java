// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.AckableMessage;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.ServiceMessage;

/**
 * Way of a hub's messages to its clients. May be called from any thread; never blocks.
 */
public interface ClientOutput {

	/**
	 * Sends a message without an answer.
	 * @param message the message
	 * @param origin service connection of the flow, or {@code null}
	 * @return completes when the message was handed over
	 */
	CompletionStage<Void> send(ServiceMessage message, @Nullable ServiceLink origin);

	/**
	 * Sends a message over a client's own service connection.
	 * @param message a message about that client
	 * @param link the client's service connection
	 * @return completes when the message was handed over
	 */
	CompletionStage<Void> sendOver(ServiceMessage message, ServiceLink link);

	/**
	 * Sends a question to a client that may be connected anywhere.
	 * @param question the question
	 * @param origin service connection of the flow, or {@code null}
	 * @return completes with the number of answers that will come
	 */
	CompletionStage<Integer> sendQuestion(ClientInvocation question, @Nullable ServiceLink origin);

	/**
	 * Sends a message that is answered.
	 * @param message makes the message for an ack id
	 * @param origin service connection of the flow, or {@code null}
	 * @return completes with the answer
	 */
	CompletionStage<Boolean> sendAndAwaitAck(IntFunction<? extends AckableMessage> message,
			@Nullable ServiceLink origin);

	/**
	 * Asks a client for a result.
	 * @param question what is asked
	 * @return completes with the result
	 */
	CompletableFuture<Object> ask(ClientQuestion question);

	/**
	 * Finds a client that this server serves and that has finished its handshake.
	 * @param connectionId its connection
	 * @return the client, or {@code null}
	 */
	@Nullable LocalClient localClient(String connectionId);

	/**
	 * A client that this server serves.
	 *
	 * @param link its service connection
	 * @param protocol its hub protocol
	 * @param loop reads its messages
	 */
	record LocalClient(ServiceLink link, String protocol, ReceiveLoop loop) {

	}

	/**
	 * Reads the messages of a client, and must not stop for a call while an answer is on
	 * its way.
	 */
	interface ReceiveLoop {

		/** One more answer is expected: one more call may run. */
		void answerExpected();

		/** One answer has come, or will not come. */
		void answerSettled();

	}

	/**
	 * A question to a client.
	 *
	 * @param connectionId the client
	 * @param method name of its method
	 * @param arguments arguments
	 * @param resultType type of the result
	 * @param origin service connection of the flow, or {@code null}
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record ClientQuestion(String connectionId, String method, @Nullable Object[] arguments, Type resultType,
			@Nullable ServiceLink origin) {

	}

}
