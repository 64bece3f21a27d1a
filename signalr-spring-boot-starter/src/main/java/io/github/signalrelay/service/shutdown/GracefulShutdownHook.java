// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import org.springframework.core.annotation.Order;

import io.github.signalrelay.hub.HubContext;

/**
 * Runs when the application stops gracefully, once for each hub that it is for: when the
 * service has let go of the hub's service connections, and ahead of the wait for clients
 * that have not gone yet. With {@code azure.signalr.graceful-shutdown.mode=off}, and for
 * clients of a relay in the same process, hooks do not run.
 * <p>
 * Every bean of this type is a hook. Those of one hub run one after another, in the order
 * of {@link Order}; hubs do not wait for each other. An exception is logged, and the next
 * hook runs. Hooks share the time-out of the mode: when it is over, the hook that runs is
 * interrupted, and those behind it do not run. Source: service protocol reference, 6.7.
 *
 * <pre>
 * &#64;Bean
 * GracefulShutdownHook farewell() {
 *     return (hub) -&gt; this.journal.closed(hub.hub());
 * }
 * </pre>
 *
 * @see ReactiveGracefulShutdownHook
 */
@FunctionalInterface
public interface GracefulShutdownHook {

	/**
	 * Does what has to be done before the hub stops. May block: the thread is the hook's
	 * own.
	 * @param hub reaches the hub's clients, on all app servers
	 * @throws Exception if anything fails; it is logged
	 */
	void beforeStop(HubContext<?> hub) throws Exception;

	/**
	 * Says which hubs the hook is for; all of them by default.
	 * @param hub class of a hub, not of a proxy around it
	 * @return whether the hook runs for the hub
	 */
	default boolean supports(Class<?> hub) {
		return true;
	}

}
