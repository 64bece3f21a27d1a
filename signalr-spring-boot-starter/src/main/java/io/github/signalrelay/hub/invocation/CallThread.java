// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.util.concurrent.Executor;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.client.CurrentFlow;
import io.github.signalrelay.hub.client.CurrentFlow.Flow;
import io.github.signalrelay.hub.observation.CallObservation;

/**
 * Where one call runs: in the flow of its client, under its observation, in the name of
 * its caller, and on the executor when it may block.
 *
 * @param executor runs what may block
 * @param current flow of each thread
 * @param scope makes the caller known
 * @param flow flow of this call, and of no other
 * @param caller the caller
 * @param observation observation of this call; what else surrounds it is inside
 */
record CallThread(Executor executor, CurrentFlow current, CallerScope scope, Flow flow, HubCaller caller,
		CallObservation observation) {

	/**
	 * Whether this very thread runs the call.
	 * @return {@code false} on threads that something else has chosen
	 */
	boolean isCurrent() {
		return this.current.flow() == this.flow;
	}

	/**
	 * Runs a part of the call, now or on the executor.
	 * @param task the part
	 * @throws java.util.concurrent.RejectedExecutionException if the executor takes no
	 * more tasks
	 */
	void execute(Runnable task) {
		if (this.flow.mayBlock()) {
			this.executor.execute(() -> run(task));
		}
		else {
			run(task);
		}
	}

	private void run(Runnable task) {
		this.current.run(this.flow, () -> runObserved(task));
	}

	private void runObserved(Runnable task) {
		if (this.observation == CallObservation.NONE) {
			this.scope.run(this.caller, task);
		}
		else {
			this.observation.run(() -> this.scope.run(this.caller, task));
		}
	}

}
