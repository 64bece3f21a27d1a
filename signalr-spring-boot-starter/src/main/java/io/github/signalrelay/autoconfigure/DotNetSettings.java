// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Settings by the names that .NET gives them, collected one by one, and the properties
 * that they stand for (service protocol reference, 5.4). Connection strings have two
 * places, of which the first that has any is used. Of two settings of one name the first
 * counts. Not thread-safe.
 */
final class DotNetSettings {

	private static final String PREFIX = "azure.signalr.";

	/** What Azure App Service puts before connection strings of the type Custom. */
	private static final String APP_SERVICE_PREFIX = "customconnstr_";

	private static final String CONNECTION_STRINGS = "connectionstrings:";

	private static final String SECTION = "azure:signalr:";

	private static final String CONNECTION_STRING = "connectionstring";

	private static final String APPLICATION_NAME = "application-name";

	private static final Map<String, String> OPTIONS = Map.ofEntries(Map.entry("applicationname", APPLICATION_NAME),
			Map.entry("serverstickymode", "server-sticky-mode"),
			Map.entry("initialhubserverconnectioncount", "initial-hub-server-connection-count"),
			Map.entry("maxhubserverconnectioncount", "max-hub-server-connection-count"),
			Map.entry("accesstokenalgorithm", "access-token-algorithm"),
			Map.entry("accesstokenlifetimeinseconds", "access-token-lifetime"),
			Map.entry("servicescaletimeoutinseconds", "service-scale-timeout"),
			Map.entry("maxpollintervalinseconds", "max-poll-interval"),
			Map.entry("gracefulshutdown:mode", "graceful-shutdown.mode"),
			Map.entry("gracefulshutdown:timeoutinseconds", "graceful-shutdown.timeout"));

	private final String section;

	private final Place first;

	private final Place second;

	private final Map<String, Object> options = new LinkedHashMap<>();

	private @Nullable Object nameWithColon;

	private DotNetSettings(String section, String first, String second) {
		this.section = section;
		this.first = new Place(first);
		this.second = new Place(second);
	}

	/**
	 * Starts with no settings.
	 * @param connectionName name of the connection string, or an empty text for the one
	 * that .NET looks for when no name is given
	 * @return empty settings
	 */
	static DotNetSettings named(String connectionName) {
		if (connectionName.isEmpty()) {
			String strings = SECTION + CONNECTION_STRING;
			return new DotNetSettings(SECTION, strings, CONNECTION_STRINGS + strings);
		}
		String section = SECTION + connectionName.toLowerCase(Locale.ROOT) + ":";
		return new DotNetSettings(section, CONNECTION_STRINGS + connectionName.toLowerCase(Locale.ROOT),
				section + CONNECTION_STRING);
	}

	/**
	 * Takes a setting if it is one of .NET's.
	 * @param name name of the setting, with colons or with two underscores between its
	 * parts, in any case
	 * @param value what it is set to
	 */
	void add(String name, Object value) {
		String path = name.replace("__", ":");
		if (path.toLowerCase(Locale.ROOT).startsWith(APP_SERVICE_PREFIX)) {
			path = CONNECTION_STRINGS + path.substring(APP_SERVICE_PREFIX.length());
		}
		if (!this.first.add(path, value) && !this.second.add(path, value)) {
			addOption(path.toLowerCase(Locale.ROOT), value);
		}
	}

	private void addOption(String path, Object value) {
		if (!path.startsWith(this.section)) {
			return;
		}
		String key = path.substring(this.section.length());
		String option = OPTIONS.get(key);
		if (option != null) {
			this.options.putIfAbsent(PREFIX + option, key.endsWith("inseconds") ? value + "s" : value);
		}
		else if ("applicationname:".equals(key) && this.nameWithColon == null) {
			this.nameWithColon = value; // a slip of the original that has to stay there
		}
	}

	/**
	 * What the settings stand for.
	 * @return values by names of properties
	 */
	Map<String, Object> toProperties() {
		Map<String, Object> properties = new LinkedHashMap<>(this.options);
		if (this.nameWithColon != null) {
			properties.put(PREFIX + APPLICATION_NAME, this.nameWithColon);
		}
		Object single = (this.first.single != null) ? this.first.single : this.second.single;
		if (single != null) {
			properties.put(PREFIX + "connection-string", single);
		}
		Map<String, Object> several = this.first.several.isEmpty() ? this.second.several : this.first.several;
		several.forEach((name, value) -> properties.put(PREFIX + "endpoints[" + name + "]", value));
		return properties;
	}

	/** A setting that is a connection string, and those below it. */
	private static final class Place {

		private final String path;

		private final Map<String, Object> several = new LinkedHashMap<>();

		private @Nullable Object single;

		Place(String path) {
			this.path = path;
		}

		boolean add(String name, Object value) {
			if (!name.regionMatches(true, 0, this.path, 0, this.path.length())) {
				return false;
			}
			String rest = name.substring(this.path.length());
			if (rest.isEmpty()) {
				this.single = (this.single == null && !value.toString().isBlank()) ? value : this.single;
				return true;
			}
			if (rest.length() == 1 || rest.charAt(0) != ':') {
				return false;
			}
			this.several.putIfAbsent(rest.substring(1), value);
			return true;
		}

	}

}
