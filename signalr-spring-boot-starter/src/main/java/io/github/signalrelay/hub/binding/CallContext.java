// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;

/**
 * What surrounds one call of a hub method or callback.
 *
 * @param caller the client
 * @param typedClients the hub's clients by its client interface
 * @param clients the hub's clients by method name
 * @param groups the hub's groups
 * @param error why the connection failed; only for disconnects
 */
public record CallContext(HubCaller caller, HubCallerClients<?> typedClients, HubCallerClients<ClientProxy> clients,
		Groups groups, @Nullable Throwable error) {

	/**
	 * The context of the disconnect callback.
	 * @param failure why the connection failed, or {@code null}
	 * @return a copy with the error
	 */
	public CallContext withError(@Nullable Throwable failure) {
		return new CallContext(this.caller, this.typedClients, this.clients, this.groups, failure);
	}

}
