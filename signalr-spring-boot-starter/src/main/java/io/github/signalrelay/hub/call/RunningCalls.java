// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Calls of one client that have a single result or none, and have not ended. Owned by the
 * serial queue of the connection.
 */
final class RunningCalls {

	/** By invocation id; those without one, or with one that is in use, by themselves. */
	private final Map<Object, Running> calls = new HashMap<>();

	/**
	 * Adds a call.
	 * @param incoming the call as it came
	 * @param cancellation its signal
	 * @return the call
	 */
	Running add(IncomingCall incoming, CallCancellation cancellation) {
		Running call = new Running(incoming, cancellation);
		String invocationId = incoming.invocationId();
		if (invocationId != null && !this.calls.containsKey(invocationId)) {
			call.key = invocationId;
		}
		this.calls.put(call.key, call);
		return call;
	}

	void remove(Running call) {
		this.calls.remove(call.key, call);
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

	boolean isEmpty() {
		return this.calls.isEmpty();
	}

	/**
	 * Nobody waits for the calls any more: they are forgotten, and their signals given.
	 * @return the calls
	 */
	List<Running> abandon() {
		List<Running> all = List.copyOf(this.calls.values());
		this.calls.clear();
		for (Running call : all) {
			call.abandoned = true;
			call.cancellation.cancel();
		}
		return all;
	}

	/** A call that has not ended. */
	static final class Running {

		private final IncomingCall incoming;

		private final CallCancellation cancellation;

		private Object key = this;

		private boolean abandoned;

		private Runnable onCancel = () -> {
		};

		private Running(IncomingCall incoming, CallCancellation cancellation) {
			this.incoming = incoming;
			this.cancellation = cancellation;
		}

		IncomingCall incoming() {
			return this.incoming;
		}

		/** Whether the call was answered before its end. */
		boolean isAbandoned() {
			return this.abandoned;
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
