// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.protocol.hub.CancelInvocation;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubMessage;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.Invocation;
import io.github.signalrelay.protocol.hub.InvocationBindingFailure;
import io.github.signalrelay.protocol.hub.StreamBindingFailure;
import io.github.signalrelay.protocol.hub.StreamInvocation;
import io.github.signalrelay.protocol.hub.StreamItem;

/**
 * Understands the messages of one client about its calls and their streams. Owned by the
 * serial queue of the connection.
 */
public final class ClientMessages {

	private static final Logger logger = LoggerFactory.getLogger(ClientMessages.class);

	private final HubRuntime hub;

	private final String connectionId;

	private final ClientInvocations invocations;

	private final CallHost host;

	/**
	 * Creates what understands the messages of a client.
	 * @param hub what the clients of the hub share
	 * @param connectionId the client
	 * @param invocations its calls
	 * @param host its connection
	 */
	public ClientMessages(HubRuntime hub, String connectionId, ClientInvocations invocations, CallHost host) {
		this.hub = hub;
		this.connectionId = connectionId;
		this.invocations = invocations;
		this.host = host;
	}

	/**
	 * Whether a call, an uploaded item or an answer waits, so that no further message may
	 * be read.
	 * @return {@code true} until a running call ends or reads, or the client does
	 */
	public boolean isBlocked() {
		return this.invocations.isBlocked() || this.invocations.uploads().isBlocked() || this.host.isHeldUp();
	}

	/**
	 * Takes a message of a call or its streams.
	 * @param protocol hub protocol of the client
	 * @param message the message
	 * @return {@code false} if it is about something else
	 */
	public boolean handle(HubProtocol protocol, HubMessage message) {
		if (message instanceof Invocation invocation) {
			call(protocol, invocation);
		}
		else if (message instanceof StreamInvocation invocation) {
			call(protocol, invocation);
		}
		else if (message instanceof InvocationBindingFailure failure) {
			bindingFailed(protocol, failure);
		}
		else if (message instanceof StreamItem item) {
			this.invocations.uploads().item(item);
		}
		else if (message instanceof StreamBindingFailure failure) {
			this.invocations.uploads().bindingFailed(failure);
		}
		else if (message instanceof CancelInvocation cancel) {
			this.invocations.cancel(cancel.invocationId());
		}
		else {
			return false;
		}
		return true;
	}

	private void call(HubProtocol protocol, Invocation message) {
		HubMethodDefinition method = method(protocol, message.invocationId(), message.target());
		if (method != null) {
			this.invocations.accept(new IncomingCall(protocol, message.headers(), message.invocationId(), method,
					message.arguments(), message.streamIds(), false));
		}
	}

	private void call(HubProtocol protocol, StreamInvocation message) {
		HubMethodDefinition method = method(protocol, message.invocationId(), message.target());
		if (method != null) {
			this.invocations.accept(new IncomingCall(protocol, message.headers(), message.invocationId(), method,
					message.arguments(), message.streamIds(), true));
		}
	}

	/** Most calls of unknown methods come as binding failures. */
	private @Nullable HubMethodDefinition method(HubProtocol protocol, @Nullable String invocationId, String target) {
		HubMethodDefinition method = this.hub.definition().method(target);
		if (method == null) {
			this.invocations.refused(null);
			answerError(protocol, invocationId, this.hub.texts().unknownMethod(target));
		}
		return method;
	}

	private void bindingFailed(HubProtocol protocol, InvocationBindingFailure message) {
		HubMethodDefinition method = method(protocol, message.invocationId(), message.target());
		if (method == null) {
			return;
		}
		this.invocations.refused(method);
		// the exception behind it would quote what the client has sent
		logger.debug("A call of hub method '{}' by connection {} does not fit: {}", method.name(), this.connectionId,
				message.cause().getMessage());
		answerError(protocol, message.invocationId(), this.hub.texts().bindingFailed(method.name(), message.cause()));
	}

	private void answerError(HubProtocol protocol, @Nullable String invocationId, String error) {
		if (invocationId != null) {
			this.host.reply(protocol.write(new Completion(Map.of(), invocationId, error, false, null)));
		}
	}

}
