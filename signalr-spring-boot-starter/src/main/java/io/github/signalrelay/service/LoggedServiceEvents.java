// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.signalrelay.protocol.service.ServiceEvent;

/** Writes a line into the log for each event of the service. */
public final class LoggedServiceEvents implements ServiceEventHandler {

	private static final Logger logger = LoggerFactory.getLogger(LoggedServiceEvents.class);

	/** By numbers of the service protocol reference, 3.3. */
	private static final List<String> OBJECTS = List.of("service instance", "connection", "user", "group",
			"server connection");

	/** By numbers of the service protocol reference, 3.3. */
	private static final List<String> KINDS = List.of("reloading", "invalid", "does not exist", "buffer full");

	@Override
	public void onEvent(String hub, ServiceEvent event) {
		logger.info("Hub '{}': the service says of {} '{}': {}. {}", hub, name(OBJECTS, event.objectType()), event.id(),
				name(KINDS, event.kind()), event.message());
	}

	private static String name(List<String> names, int number) {
		return (number >= 0 && number < names.size()) ? names.get(number) : "number " + number;
	}

}
