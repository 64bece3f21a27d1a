// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.HubClients;
import io.github.signalrelay.hub.HubContext;

/**
 * Context of a hub as a bean. It needs the registry only, never the hub, so that the hub
 * itself can have it injected.
 *
 * @param <C> client interface
 */
final class InjectedHubContext<C> implements HubContext<C> {

	private final HubContext<C> context;

	@SuppressWarnings("unchecked") // the bean definition was made with the type of the
									// hub
	InjectedHubContext(HubRegistry registry, String hub) {
		RegisteredHub registered = registry.find(hub);
		if (registered == null) {
			throw new IllegalStateException("There is no hub named '" + hub + "'");
		}
		this.context = (HubContext<C>) registered.context();
	}

	@Override
	public String hub() {
		return this.context.hub();
	}

	@Override
	public HubClients<C> clients() {
		return this.context.clients();
	}

	@Override
	public Groups groups() {
		return this.context.groups();
	}

}
