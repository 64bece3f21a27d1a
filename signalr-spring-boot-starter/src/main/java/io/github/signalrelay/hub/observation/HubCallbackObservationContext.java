// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubRequest;

/**
 * Context of the observation of a connect or disconnect callback. Its carrier is the
 * request that opened the connection.
 */
public final class HubCallbackObservationContext extends HubCallObservationContext<HubRequest> {

	private final Callback callback;

	HubCallbackObservationContext(String hub, Callback callback, HubCaller caller) {
		super(hub, caller, caller.request(), HubRequest::header);
		this.callback = callback;
	}

	/**
	 * Which callback is called.
	 * @return the callback
	 */
	public Callback getCallback() {
		return this.callback;
	}

	/** Callbacks of a hub. */
	public enum Callback {

		/** {@link io.github.signalrelay.hub.OnConnected}. */
		CONNECT,

		/** {@link io.github.signalrelay.hub.OnDisconnected}. */
		DISCONNECT

	}

}
