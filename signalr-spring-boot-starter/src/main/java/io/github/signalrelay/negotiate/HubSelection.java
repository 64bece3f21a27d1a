// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import java.util.List;
import java.util.Locale;

import org.springframework.util.Assert;

import io.github.signalrelay.hub.dispatch.RegisteredHub;

/**
 * Some of the application's hubs, for the security rules of their paths.
 *
 * @param names names of the hubs, in any case; all hubs if there are none
 * @param types classes of the hubs, beside the names
 */
public record HubSelection(List<String> names, List<Class<?>> types) {

	/** All hubs. */
	public static final HubSelection ALL = new HubSelection(List.of(), List.of());

	public HubSelection {
		names = names.stream().map((name) -> name.toLowerCase(Locale.ROOT)).toList();
		types = List.copyOf(types);
	}

	/**
	 * Hubs by name.
	 * @param names names of the hubs, at least one
	 * @return the selection
	 */
	public static HubSelection of(String... names) {
		Assert.notEmpty(names, "Name a hub at least");
		return new HubSelection(List.of(names), List.of());
	}

	/**
	 * Hubs by class.
	 * @param types classes of the hubs, at least one
	 * @return the selection
	 */
	public static HubSelection of(Class<?>... types) {
		Assert.notEmpty(types, "Name a hub at least");
		return new HubSelection(List.of(), List.of(types));
	}

	/**
	 * Fails if a hub does not exist, so that no rule silently guards nothing.
	 * @param paths all hubs
	 * @throws IllegalStateException if one is missing
	 */
	public void check(HubPaths paths) {
		for (String name : this.names) {
			Assert.state(paths.hubs().stream().anyMatch((hub) -> hub.name().equalsIgnoreCase(name)),
					() -> "There is no hub named '" + name + "'");
		}
		for (Class<?> type : this.types) {
			Assert.state(paths.hubs().stream().anyMatch((hub) -> hub.type() == type),
					() -> type.getName() + " is not a hub of this application");
		}
	}

	/**
	 * Whether a request goes to one of the hubs.
	 * @param paths all hubs
	 * @param path path of the request within the application
	 * @return {@code true} for the path of a hub and of its negotiate endpoint
	 */
	public boolean matches(HubPaths paths, String path) {
		RegisteredHub hub = paths.find(path);
		if (hub == null) {
			return false;
		}
		return (this.names.isEmpty() && this.types.isEmpty())
				|| this.names.contains(hub.name().toLowerCase(Locale.ROOT)) || this.types.contains(hub.type());
	}

}
