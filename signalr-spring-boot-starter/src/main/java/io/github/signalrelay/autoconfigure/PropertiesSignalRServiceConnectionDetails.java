// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Connection strings of the properties. They are read anew each time, because those of
 * the environment may change while the application runs.
 */
final class PropertiesSignalRServiceConnectionDetails implements SignalRServiceConnectionDetails {

	private final Environment environment;

	PropertiesSignalRServiceConnectionDetails(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable String getConnectionString() {
		return Binder.get(this.environment).bind(ConfiguredEndpoints.SINGLE, String.class).orElse(null);
	}

	@Override
	public Map<String, String> getEndpoints() {
		return Binder.get(this.environment)
			.bind(ConfiguredEndpoints.NAMED, Bindable.mapOf(String.class, String.class))
			.orElse(Map.of());
	}

	/**
	 * Whether there is any connection string.
	 * @return {@code false} if the application shall have the relay in its own process
	 */
	boolean isConfigured() {
		String single = getConnectionString();
		return (single != null && !single.isBlank()) || !getEndpoints().isEmpty();
	}

}
