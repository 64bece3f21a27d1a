// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.shutdown;

import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.HubContext;

/**
 * A {@link GracefulShutdownHook} that does not block. The next hook runs when its
 * {@code Mono} has ended; at the time-out it is cancelled.
 */
public interface ReactiveGracefulShutdownHook extends GracefulShutdownHook {

	/**
	 * Does what has to be done before the hub stops.
	 * @param hub reaches the hub's clients, on all app servers
	 * @return ends when that is done
	 */
	Mono<Void> whenStopping(HubContext<?> hub);

	@Override
	default void beforeStop(HubContext<?> hub) {
		whenStopping(hub).block();
	}

}
