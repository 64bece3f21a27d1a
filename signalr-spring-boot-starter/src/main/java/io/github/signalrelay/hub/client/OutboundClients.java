// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubClients;
import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.GroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiConnectionData;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MultiUserData;
import io.github.signalrelay.protocol.service.MulticastMessage;
import io.github.signalrelay.protocol.service.Payloads;
import io.github.signalrelay.protocol.service.ServiceLink;
import io.github.signalrelay.protocol.service.UserData;

import org.springframework.util.StringUtils;

/**
 * Clients of a hub. Which message each choice becomes: service protocol reference,
 * section 6.13.
 *
 * @param <C> client interface
 */
public class OutboundClients<C> implements HubClients<C> {

	private final ClientOutput output;

	private final MessageEncoder encoder;

	private final ClientInterface<C> clientInterface;

	private final Supplier<@Nullable ServiceLink> origin;

	/**
	 * Creates the clients.
	 * @param output way to the clients
	 * @param encoder encodes the calls
	 * @param clientInterface makes the proxies that are handed out
	 * @param origin tells the service connection of the flow at each send
	 */
	public OutboundClients(ClientOutput output, MessageEncoder encoder, ClientInterface<C> clientInterface,
			Supplier<@Nullable ServiceLink> origin) {
		this.output = output;
		this.encoder = encoder;
		this.clientInterface = clientInterface;
		this.origin = origin;
	}

	@Override
	public C all() {
		return allExcept(List.of());
	}

	@Override
	public C allExcept(Collection<String> connectionIds) {
		List<String> excluded = ids(connectionIds);
		return multicast((payloads) -> new BroadcastData(excluded, payloads, null, null));
	}

	@Override
	public C client(String connectionId) {
		id(connectionId);
		return this.clientInterface
			.proxy(new SingleClientProxy(this.output, this.encoder, this.origin, connectionId, this::refusal));
	}

	/**
	 * Why a client cannot be asked for a result now.
	 * @param connectionId the client
	 * @return the reason, or {@code null}
	 */
	protected @Nullable Exception refusal(String connectionId) {
		return null;
	}

	@Override
	public C clients(Collection<String> connectionIds) {
		List<String> list = ids(connectionIds);
		return list.isEmpty() ? nobody() : multicast((payloads) -> new MultiConnectionData(list, payloads, null, null));
	}

	@Override
	public C group(String group) {
		return groupExcept(group, List.of());
	}

	@Override
	public C groups(Collection<String> groups) {
		List<String> list = List.copyOf(groups);
		list.forEach(OutboundClients::groupName);
		return list.isEmpty() ? nobody()
				: multicast((payloads) -> new MultiGroupBroadcastData(list, payloads, null, null));
	}

	@Override
	public C groupExcept(String group, Collection<String> connectionIds) {
		groupName(group);
		List<String> excluded = ids(connectionIds);
		return multicast((payloads) -> new GroupBroadcastData(group, excluded, payloads, null, null, List.of(), null));
	}

	@Override
	public C user(String userId) {
		id(userId);
		return multicast((payloads) -> new UserData(userId, payloads, null, null));
	}

	@Override
	public C users(Collection<String> userIds) {
		List<String> list = ids(userIds);
		return list.isEmpty() ? nobody() : multicast((payloads) -> new MultiUserData(list, payloads, null, null));
	}

	private C multicast(Function<Payloads, MulticastMessage> message) {
		return this.clientInterface.proxy(new MulticastProxy(this.output, this.encoder, this.origin, message));
	}

	private C nobody() {
		return this.clientInterface.proxy(new NobodyProxy(this.encoder));
	}

	private static List<String> ids(Collection<String> ids) {
		List<String> list = List.copyOf(ids);
		list.forEach(OutboundClients::id);
		return list;
	}

	private static void id(String id) {
		if (!StringUtils.hasLength(id)) {
			throw new IllegalArgumentException("The id of a connection or user must not be empty");
		}
	}

	private static void groupName(String group) {
		if (!StringUtils.hasLength(group)) {
			throw new IllegalArgumentException("Cannot send to an empty group name.");
		}
	}

	/** Sends a multicast. */
	private record MulticastProxy(ClientOutput output, MessageEncoder encoder, Supplier<@Nullable ServiceLink> origin,
			Function<Payloads, MulticastMessage> message) implements ClientProxy {

		@Override
		public CompletionStage<Void> send(String method, @Nullable Object... arguments) {
			Payloads payloads = this.encoder.encode(method, arguments);
			return this.output.send(this.message.apply(payloads), this.origin.get());
		}

	}

	/** An empty list of targets: checks the call, and sends nothing. */
	private record NobodyProxy(MessageEncoder encoder) implements ClientProxy {

		@Override
		public CompletionStage<Void> send(String method, @Nullable Object... arguments) {
			this.encoder.encode(method, arguments);
			return CompletableFuture.completedStage(null);
		}

	}

}
