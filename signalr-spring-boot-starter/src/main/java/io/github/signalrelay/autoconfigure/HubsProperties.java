// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;

/**
 * How single hubs treat their clients.
 *
 * @param hubs options by the name of the hub, where they differ from those of all hubs;
 * each entry takes the properties of 'signalr.hub' except 'cors'
 */
@ConfigurationProperties("signalr")
record HubsProperties(@DefaultValue Map<String, HubOptionProperties> hubs) {

	/**
	 * Options of a hub.
	 * @param hub name of the hub
	 * @param options options of all hubs
	 * @return the options, changed by what is set for the hub
	 * @throws InvalidServicePropertyException if a value cannot be used
	 */
	HubOptions customize(String hub, HubOptions options) {
		for (Map.Entry<String, HubOptionProperties> entry : this.hubs.entrySet()) {
			if (key(entry.getKey()).equals(key(hub))) {
				return entry.getValue().apply("signalr.hubs." + entry.getKey() + ".", options);
			}
		}
		return options;
	}

	/**
	 * Refuses options of hubs that do not exist.
	 * @param registry the hubs
	 * @throws InvalidServicePropertyException if there is such a name
	 */
	void checkNames(HubRegistry registry) {
		List<String> names = registry.hubs().stream().map(RegisteredHub::name).toList();
		for (String name : this.hubs.keySet()) {
			if (names.stream().noneMatch((hub) -> key(hub).equals(key(name)))) {
				throw new InvalidServicePropertyException("signalr.hubs." + name, "...",
						"There is no hub of this name.",
						"Use the name of a hub: " + names + ", or remove the property.");
			}
		}
	}

	/** Sources of properties differ in which characters of a name they keep. */
	private static String key(String name) {
		return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
	}

}
