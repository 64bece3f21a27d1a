// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubFilter;

/**
 * A hub as its class describes it.
 *
 * @param name name of the hub
 * @param path path that clients negotiate at
 * @param type class of the hub
 * @param clientType client interface
 * @param methods methods that clients may call, by name in lower case
 * @param onConnected callback for connects, or {@code null}
 * @param onDisconnected callback for disconnects, or {@code null}
 * @param filters classes of its own filters, outermost first
 */
public record HubDefinition(String name, String path, Class<?> type, Class<?> clientType,
		Map<String, HubMethodDefinition> methods, @Nullable HubMethodDefinition onConnected,
		@Nullable HubMethodDefinition onDisconnected, List<Class<? extends HubFilter>> filters) {

	public HubDefinition {
		methods = Map.copyOf(methods);
		filters = List.copyOf(filters);
	}

	/**
	 * Finds a method that clients may call.
	 * @param target name in any case
	 * @return the method, or {@code null}
	 */
	public @Nullable HubMethodDefinition method(String target) {
		return this.methods.get(key(target));
	}

	static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

}
