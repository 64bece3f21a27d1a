// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Accepts settings by the names that .NET gives them, so that a deployment may move
 * without changing its environment: {@code Azure__SignalR__ConnectionString},
 * {@code Azure:SignalR:ConnectionString}, the same behind {@code ConnectionStrings}, and
 * connection strings by the name that {@code azure.signalr.connection-name} tells
 * (service protocol reference, 5.4). Spring's own names win.
 */
final class DotNetEnvironmentPostProcessor implements EnvironmentPostProcessor {

	static final String SOURCE_NAME = "azureSignalRDotNetNames";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		DotNetSettings settings = DotNetSettings
			.named(Binder.get(environment).bind("azure.signalr.connection-name", String.class).orElse("").strip());
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> enumerable) {
				collect(enumerable, settings);
			}
		}
		Map<String, Object> properties = settings.toProperties();
		if (!properties.isEmpty()) {
			environment.getPropertySources().addLast(new MapPropertySource(SOURCE_NAME, properties));
		}
	}

	private static void collect(EnumerablePropertySource<?> source, DotNetSettings settings) {
		for (String name : source.getPropertyNames()) {
			Object value = source.getProperty(name);
			if (value != null) {
				settings.add(name, value);
			}
		}
	}

}
