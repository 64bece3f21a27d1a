// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Options that are about the way to a service, and mean nothing while the relay runs in
 * the process of its hubs. Whoever has set them may have meant to use a service, so they
 * are told once, at start.
 */
final class IgnoredServiceOptions {

	private static final Logger logger = LoggerFactory.getLogger(IgnoredServiceOptions.class);

	private static final List<String> NAMES = List.of("azure.signalr.initial-hub-server-connection-count",
			"azure.signalr.connection-count", "azure.signalr.max-hub-server-connection-count",
			"azure.signalr.service-scale-timeout", "azure.signalr.proxy.host", "azure.signalr.ssl.bundle");

	private final List<String> found;

	/**
	 * Looks for such options and logs them.
	 * @param properties the properties
	 * @param environment where they come from
	 * @throws InvalidServicePropertyException if a connection string was asked for by
	 * name and there is none
	 */
	IgnoredServiceOptions(ServiceProperties properties, Environment environment) {
		String name = properties.connectionName();
		if (name != null && !name.isBlank()) {
			throw new InvalidServicePropertyException("azure.signalr.connection-name", name,
					"There is no connection string of this name.", "Set 'ConnectionStrings__" + name
							+ "' or 'Azure__SignalR__" + name + "__ConnectionString', or remove the property.");
		}
		Binder binder = Binder.get(environment);
		this.found = NAMES.stream()
			.filter((option) -> binder.bind(option, Bindable.of(Object.class)).isBound())
			.toList();
		if (!this.found.isEmpty()) {
			logger.warn("These properties have no effect, because no connection string is set and the relay runs in"
					+ " this process: {}.", String.join(", ", this.found));
		}
	}

	/**
	 * Options without an effect.
	 * @return names of properties
	 */
	List<String> found() {
		return this.found;
	}

}
