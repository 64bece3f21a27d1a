// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.result;

import java.lang.reflect.Type;
import java.util.Map;

import io.github.signalrelay.hub.client.MessageEncoder;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.HubProtocolException;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.service.ClientCompletion;

/**
 * Reads answers that come from another app server, in the client's hub protocol.
 *
 * @param encoder knows the hub protocols
 */
record ForwardedAnswer(MessageEncoder encoder) {

	/**
	 * Reads an answer.
	 * @param message the message of the service
	 * @param resultType type of the result
	 * @return the answer; one with an error if it cannot be read
	 */
	Completion read(ClientCompletion message, Type resultType) {
		HubProtocol protocol = this.encoder.protocol(message.protocol());
		if (protocol == null) {
			return failure(message, "The client answered in the hub protocol '" + message.protocol()
					+ "', which the hub does not support.");
		}
		try {
			HubMessage answer = protocol.parse(message.payload().asByteBuffer(), InvocationBinder.ofResult(resultType));
			return (answer instanceof Completion completion) ? completion
					: failure(message, "The client's answer is no completion.");
		}
		catch (HubProtocolException ex) {
			return failure(message, "The client's answer cannot be read.");
		}
	}

	private static Completion failure(ClientCompletion message, String error) {
		return new Completion(Map.of(), message.invocationId(), error, false, null);
	}

}
