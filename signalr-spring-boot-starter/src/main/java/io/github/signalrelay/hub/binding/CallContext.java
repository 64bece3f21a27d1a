// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

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
 * @param uploads streams that the client sends with the call, in order
 */
public record CallContext(HubCaller caller, HubCallerClients<?> typedClients, HubCallerClients<ClientProxy> clients,
		Groups groups, @Nullable Throwable error, List<Flux<Object>> uploads) {

	/**
	 * The context of the disconnect callback.
	 * @param failure why the connection failed, or {@code null}
	 * @return a copy with the error
	 */
	public CallContext withError(@Nullable Throwable failure) {
		return new CallContext(this.caller, this.typedClients, this.clients, this.groups, failure, this.uploads);
	}

	/**
	 * The context of a call with upload streams.
	 * @param streams the streams, in order
	 * @return a copy with the streams
	 */
	public CallContext withUploads(List<Flux<Object>> streams) {
		return new CallContext(this.caller, this.typedClients, this.clients, this.groups, this.error, streams);
	}

}
