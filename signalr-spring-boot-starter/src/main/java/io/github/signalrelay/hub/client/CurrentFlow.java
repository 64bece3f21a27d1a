// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.protocol.service.ServiceLink;

/**
 * Remembers, for each thread, which client of one hub is being served, so that all sends
 * of its flow take the client's own service connection and keep their order (service
 * protocol reference, section 6.6).
 */
public final class CurrentFlow {

	@SuppressWarnings("ThreadLocalUsage") // one for each hub: a link of one hub is none
											// of another
	private final ThreadLocal<Supplier<ServiceLink>> current = new ThreadLocal<>();

	/**
	 * Runs something in the flow of a client.
	 * @param link tells the client's service connection
	 * @param task what to run
	 */
	public void run(Supplier<ServiceLink> link, Runnable task) {
		Supplier<ServiceLink> outer = this.current.get();
		this.current.set(link);
		try {
			task.run();
		}
		finally {
			if (outer != null) {
				this.current.set(outer);
			}
			else {
				this.current.remove();
			}
		}
	}

	/**
	 * Service connection of the client that this thread serves.
	 * @return the connection, or {@code null} outside of flows
	 */
	public @Nullable ServiceLink link() {
		Supplier<ServiceLink> link = this.current.get();
		return (link != null) ? link.get() : null;
	}

}
