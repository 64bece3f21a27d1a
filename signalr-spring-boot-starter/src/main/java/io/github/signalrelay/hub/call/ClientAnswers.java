// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.hub.definition.HubMethodDefinition;
import io.github.signalrelay.hub.result.ClientResults;
import io.github.signalrelay.hub.runtime.HubRuntime;
import io.github.signalrelay.protocol.hub.Completion;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.protocol.hub.InvocationBinder;
import io.github.signalrelay.protocol.hub.RawResult;
import io.github.signalrelay.protocol.service.ClientCompletion;
import io.github.signalrelay.protocol.service.ClientInvocation;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * What one client answers: ends of its uploads, results that this server's hub has asked
 * for, and results that another server has asked for (service protocol reference, section
 * 6.11). Also knows the types of all that the client sends. Owned by the serial queue of
 * the connection, where nothing else is said.
 */
public final class ClientAnswers implements InvocationBinder {

	private static final Logger logger = LoggerFactory.getLogger(ClientAnswers.class);

	private final HubRuntime hub;

	private final String connectionId;

	private final Supplier<ServiceLink> link;

	private final ClientUploads uploads;

	/** Server that asks, by the id of its question. Any thread may add. */
	private final Map<String, String> askingServers = new ConcurrentHashMap<>();

	/**
	 * Creates the answers of a client.
	 * @param hub what the clients of the hub share
	 * @param connectionId the client
	 * @param link tells its service connection
	 * @param invocations its calls, which its uploads belong to
	 */
	public ClientAnswers(HubRuntime hub, String connectionId, Supplier<ServiceLink> link,
			ClientInvocations invocations) {
		this.hub = hub;
		this.connectionId = connectionId;
		this.link = link;
		this.uploads = invocations.uploads();
	}

	/**
	 * Another server asks this client: what the client answers goes there. May be called
	 * from any thread; takes effect before the client's next message is read.
	 * @param question the question, which the relay itself sends to the client
	 */
	public void askedElsewhere(ClientInvocation question) {
		this.askingServers.put(question.invocationId(), question.callerServerId());
	}

	/**
	 * Takes an answer. One that nothing waits for is ignored.
	 * @param protocol hub protocol of the client
	 * @param completion the answer
	 * @throws IllegalStateException if another client was asked
	 */
	public void completed(HubProtocol protocol, Completion completion) {
		if (this.uploads.completed(completion)) {
			return;
		}
		String invocationId = completion.invocationId();
		String askingServer = this.askingServers.remove(invocationId);
		if (askingServer != null) {
			this.link.get()
				.send(new ClientCompletion(invocationId, this.connectionId, askingServer, protocol.name(),
						protocol.write(completion), null));
		}
		else if (this.hub.results().answered(completion, this.connectionId)) {
			this.link.get()
				.send(ClientResults.settled(invocationId, this.connectionId, this.hub.output().serverId(),
						protocol.name()));
		}
		else {
			logger.debug("Ignored a completion of connection {}, nothing waits for it", this.connectionId);
		}
	}

	@Override
	public @Nullable List<Type> parameterTypes(String target) {
		HubMethodDefinition method = this.hub.definition().method(target);
		return (method != null) ? method.argumentTypes() : null;
	}

	@Override
	public @Nullable Type resultType(String invocationId) {
		return this.askingServers.containsKey(invocationId) ? RawResult.class
				: this.hub.results().resultType(invocationId, this.connectionId);
	}

	@Override
	public @Nullable Type streamItemType(String streamId) {
		return this.uploads.itemType(streamId);
	}

}
