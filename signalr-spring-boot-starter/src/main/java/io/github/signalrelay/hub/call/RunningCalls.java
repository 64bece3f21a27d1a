// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Calls of one client that have a single result or none, and have not ended. Owned by the
 * serial queue of the connection.
 */
final class RunningCalls {

	/** By invocation id; those without one, or with one that is in use, by themselves. */
	private final Map<Object, Running> calls = new HashMap<>();

	/**
	 * Adds a call.
	 * @param invocationId its id, or {@code null}
	 * @param cancellation its signal
	 * @return the call
	 */
	Running add(@Nullable String invocationId, CallCancellation cancellation) {
		Running call = new Running(cancellation);
		if (invocationId != null && !this.calls.containsKey(invocationId)) {
			call.key = invocationId;
		}
		this.calls.put(call.key, call);
		return call;
	}

	void remove(Running call) {
		this.calls.remove(call.key);
	}

	/**
	 * The client wants no more of a call.
	 * @param invocationId id of the call
	 * @return {@code false} if there is no such call
	 */
	boolean cancel(String invocationId) {
		Running call = this.calls.get(invocationId);
		if (call == null) {
			return false;
		}
		call.cancellation.cancel();
		call.onCancel.run();
		return true;
	}

	/** The client has gone. What does not ask for that goes on. */
	void end() {
		this.calls.values().forEach((call) -> call.cancellation.cancel());
	}

	/** A call that has not ended. */
	static final class Running {

		private final CallCancellation cancellation;

		private Object key = this;

		private Runnable onCancel = () -> {
		};

		private Running(CallCancellation cancellation) {
			this.cancellation = cancellation;
		}

		/**
		 * What stops the method, where that is possible.
		 * @param cancel stops it
		 */
		void onCancel(Runnable cancel) {
			this.onCancel = cancel;
		}

		boolean isCancelled() {
			return this.cancellation.isCancelled();
		}

	}

}
