// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.function.Supplier;

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

	/**
	 * Creates the clients.
	 * @param output way to the clients
	 * @param encoder encodes the calls
	 * @param clientInterface makes the proxies that are handed out
	 * @param link tells the caller's service connection
	 * @param connectionId the caller
	 */
	public OutboundCallerClients(ClientOutput output, MessageEncoder encoder, ClientInterface<C> clientInterface,
			Supplier<ServiceLink> link, String connectionId) {
		super(output, encoder, clientInterface, link);
		this.connectionId = connectionId;
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
