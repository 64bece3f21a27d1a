// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.connection;

import java.util.concurrent.CompletionStage;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCancellation;

/**
 * Cancel of callbacks, which ends with the connection.
 *
 * @param caller the connection
 */
record CallerCancellation(HubCaller caller) implements HubCancellation {

	@Override
	public boolean isCancelled() {
		return this.caller.isAborted();
	}

	@Override
	public CompletionStage<Void> cancelled() {
		return this.caller.aborted();
	}

}
