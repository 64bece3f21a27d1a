// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import io.github.signalrelay.protocol.service.ServiceEvent;

/**
 * Gets what the service tells about itself, for example that it reloads, or that it
 * cannot keep up with an app server (service protocol reference, 3.3). Runs on an event
 * loop of the service connections; must not block. What it throws is logged. Declare a
 * bean to use it; without one there is a line in the log.
 */
@FunctionalInterface
public interface ServiceEventHandler {

	/**
	 * Handles an event.
	 * @param hub name of the hub on the wire whose service connection brought it
	 * @param event the event
	 */
	void onEvent(String hub, ServiceEvent event);

}
