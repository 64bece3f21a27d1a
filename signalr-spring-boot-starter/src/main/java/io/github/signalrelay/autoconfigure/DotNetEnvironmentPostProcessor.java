// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Accepts settings by the names that .NET gives them, so that a deployment may move
 * without changing its environment: {@code Azure__SignalR__ConnectionString},
 * {@code Azure:SignalR:ConnectionString}, and the same behind {@code ConnectionStrings}
 * (service protocol reference, 5.4). Spring's own names win.
 */
final class DotNetEnvironmentPostProcessor implements EnvironmentPostProcessor {

	static final String SOURCE_NAME = "azureSignalRDotNetNames";

	private static final Map<String, String> NAMES = Map.of("connectionstring", "connection-string", "applicationname",
			"application-name", "serverstickymode", "server-sticky-mode", "initialhubserverconnectioncount",
			"initial-hub-server-connection-count", "maxhubserverconnectioncount", "max-hub-server-connection-count",
			"accesstokenalgorithm", "access-token-algorithm", "accesstokenlifetimeinseconds", "access-token-lifetime",
			"maxpollintervalinseconds", "max-poll-interval");

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Map<String, Object> found = new LinkedHashMap<>();
		Map<String, Object> fallbacks = new LinkedHashMap<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					collect(name, enumerable, found, fallbacks);
				}
			}
		}
		fallbacks.forEach(found::putIfAbsent);
		if (!found.isEmpty()) {
			environment.getPropertySources().addLast(new MapPropertySource(SOURCE_NAME, found));
		}
	}

	private static void collect(String name, EnumerablePropertySource<?> source, Map<String, Object> found,
			Map<String, Object> fallbacks) {
		String path = name.replace("__", ":").toLowerCase(Locale.ROOT);
		boolean fallback = path.startsWith("connectionstrings:azure:signalr:");
		if (!fallback && !path.startsWith("azure:signalr:")) {
			return;
		}
		String key = path.substring(path.indexOf("signalr:") + "signalr:".length());
		String property = property(key);
		Object value = source.getProperty(name);
		if (property != null && value != null) {
			boolean seconds = key.endsWith("inseconds");
			(fallback ? fallbacks : found).putIfAbsent(property, seconds ? value + "s" : value);
		}
	}

	private static @Nullable String property(String key) {
		String prefix = "connectionstring:";
		if (key.startsWith(prefix)) {
			return "azure.signalr.endpoints[" + key.substring(prefix.length()) + "]";
		}
		String name = NAMES.get(key);
		return (name != null) ? "azure.signalr." + name : null;
	}

}
