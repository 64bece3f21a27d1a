// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * Remembers, for each thread, which client of one hub is being served, so that all sends
 * of its flow take the client's own service connection and keep their order (service
 * protocol reference, section 6.6).
 */
public final class CurrentFlow {

	@SuppressWarnings("ThreadLocalUsage") // one for each hub: a link of one hub is none
											// of another
	private final ThreadLocal<Current> current = ThreadLocal.withInitial(Current::new);

	/**
	 * Runs something in the flow of a client.
	 * @param flow the flow
	 * @param task what to run
	 */
	public void run(Flow flow, Runnable task) {
		Flow outer = enter(flow);
		try {
			task.run();
		}
		finally {
			leave(outer);
		}
	}

	/**
	 * From now on this thread serves a client, until it leaves.
	 * @param flow the flow
	 * @return the flow that this thread was in before, which is to be left to
	 */
	public @Nullable Flow enter(Flow flow) {
		Current now = this.current.get();
		Flow outer = now.flow;
		now.flow = flow;
		return outer;
	}

	/**
	 * Goes back to what this thread did before it entered.
	 * @param outer what {@link #enter} returned
	 */
	public void leave(@Nullable Flow outer) {
		this.current.get().flow = outer;
	}

	/**
	 * The flow of this thread.
	 * @return the flow, or {@code null} outside of flows
	 */
	public @Nullable Flow flow() {
		return this.current.get().flow;
	}

	/**
	 * Service connection of the client that this thread serves.
	 * @return the connection, or {@code null} outside of flows
	 */
	public @Nullable ServiceLink link() {
		Flow flow = flow();
		return (flow != null) ? flow.link().get() : null;
	}

	/**
	 * Whether this thread may wait for something.
	 * @return {@code false} on threads that messages arrive on
	 */
	public boolean mayBlock() {
		Flow flow = flow();
		return (flow != null) ? flow.mayBlock() : !Schedulers.isInNonBlockingThread();
	}

	/** Place of one thread: changed for each call, and so kept. Owned by the thread. */
	private static final class Current {

		private @Nullable Flow flow;

	}

	/**
	 * What is known of the client that is served.
	 *
	 * @param connectionId the client
	 * @param link tells its service connection
	 * @param mayBlock whether the thread may wait
	 * @param beforeWaiting runs before the code waits for a client's result; may refuse
	 * that by an exception
	 */
	public record Flow(String connectionId, Supplier<ServiceLink> link, boolean mayBlock, Runnable beforeWaiting) {

		/**
		 * The same flow on a thread of another kind.
		 * @param blocking whether that thread may wait
		 * @return the flow
		 */
		public Flow blocking(boolean blocking) {
			return (blocking == this.mayBlock) ? this
					: new Flow(this.connectionId, this.link, blocking, this.beforeWaiting);
		}

	}

}
