// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import java.util.List;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubCancellation;
import io.github.signalrelay.hub.observation.CallObservation;

/**
 * What surrounds one call of a hub method or callback.
 *
 * @param caller the client
 * @param typedClients the hub's clients by its client interface
 * @param clients the hub's clients by method name
 * @param groups the hub's groups
 * @param error why the connection failed; only for disconnects
 * @param uploads streams that the client sends with the call, in order
 * @param cancellation tells that nobody waits for the call any more
 * @param observation observation of the call
 */
public record CallContext(HubCaller caller, HubCallerClients<?> typedClients, HubCallerClients<ClientProxy> clients,
		Groups groups, @Nullable Throwable error, List<Flux<Object>> uploads, HubCancellation cancellation,
		CallObservation observation) {

	/**
	 * The context of the disconnect callback.
	 * @param failure why the connection failed, or {@code null}
	 * @return a copy with the error
	 */
	public CallContext withError(@Nullable Throwable failure) {
		return new CallContext(this.caller, this.typedClients, this.clients, this.groups, failure, this.uploads,
				this.cancellation, this.observation);
	}

	/**
	 * The context of a call of a hub method.
	 * @param streams its upload streams, in order
	 * @param signal tells that nobody waits for it any more
	 * @param observed observation of the call
	 * @return a copy with all of these
	 */
	public CallContext forCall(List<Flux<Object>> streams, HubCancellation signal, CallObservation observed) {
		return new CallContext(this.caller, this.typedClients, this.clients, this.groups, this.error, streams, signal,
				observed);
	}

	/**
	 * The context of an observed call.
	 * @param observed observation of the call
	 * @return a copy with the observation
	 */
	public CallContext withObservation(CallObservation observed) {
		return (observed == this.observation) ? this : new CallContext(this.caller, this.typedClients, this.clients,
				this.groups, this.error, this.uploads, this.cancellation, observed);
	}

}
