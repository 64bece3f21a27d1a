// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * Clients of a hub, seen from one of them: whatever thread sends, the caller's service
 * connection is taken.
 *
 * @param <C> client interface
 */
public final class OutboundCallerClients<C> extends OutboundClients<C> implements HubCallerClients<C> {

	private final String connectionId;

	private final Function<String, @Nullable Exception> refusal;

	/**
	 * Creates the clients.
	 * @param output way to the clients
	 * @param encoder encodes the calls
	 * @param clientInterface makes the proxies that are handed out
	 * @param link tells the caller's service connection
	 * @param connectionId the caller
	 * @param refusal tells why a client cannot be asked for a result now, or {@code null}
	 */
	public OutboundCallerClients(ClientOutput output, MessageEncoder encoder, ClientInterface<C> clientInterface,
			Supplier<ServiceLink> link, String connectionId, Function<String, @Nullable Exception> refusal) {
		super(output, encoder, clientInterface, link);
		this.connectionId = connectionId;
		this.refusal = refusal;
	}

	@Override
	protected @Nullable Exception refusal(String target) {
		return this.refusal.apply(target);
	}

	@Override
	public C caller() {
		return client(this.connectionId);
	}

	@Override
	public C others() {
		return allExcept(this.connectionId);
	}

	@Override
	public C othersInGroup(String group) {
		return groupExcept(group, this.connectionId);
	}

}
