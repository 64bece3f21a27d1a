// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.binding.StandardArgumentResolvers;
import io.github.signalrelay.hub.definition.HubDefinition;
import io.github.signalrelay.hub.definition.HubDefinitionReader;
import io.github.signalrelay.hub.invocation.HubBean;
import io.github.signalrelay.hub.runtime.HubEnvironment;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * All hubs of the application.
 */
public final class HubRegistry implements SmartInitializingSingleton, DisposableBean {

	private final Map<String, ComposedHub> hubs = new LinkedHashMap<>();

	private final FilterBeans filters;

	private final HubHeartbeat heartbeat;

	/**
	 * Finds the hubs among the bean definitions, without creating them.
	 * @param beanFactory where hubs live
	 * @param environment what all hubs share
	 * @throws HubDefinitionException if a hub is not written as it must be
	 */
	public HubRegistry(ConfigurableListableBeanFactory beanFactory, HubEnvironment environment) {
		this(beanFactory, environment, System::nanoTime);
	}

	HubRegistry(ConfigurableListableBeanFactory beanFactory, HubEnvironment environment, LongSupplier clock) {
		this.filters = new FilterBeans(beanFactory);
		HubBeans.find(beanFactory).forEach((beanName, type) -> {
			HubOptions options = environment.optionsOf(HubDefinitionReader.name(type));
			HubDefinition definition = new HubDefinitionReader(
					StandardArgumentResolvers.all(environment.argumentResolvers(), beanFactory, options))
				.read(type);
			HubBean bean = new HubBean(beanFactory, beanName, definition);
			add(new ComposedHub(definition, bean, this.filters.of(definition), options, environment, clock));
		});
		checkPaths();
		this.heartbeat = new HubHeartbeat(this.hubs.values(), clock);
	}

	private void add(ComposedHub hub) {
		ComposedHub other = this.hubs.putIfAbsent(key(hub.name()), hub);
		if (other != null) {
			throw new HubDefinitionException(hub.type(), "There are two hubs named '" + hub.name() + "': "
					+ other.type().getName() + " and " + hub.type().getName() + ".", "Rename one of them.");
		}
	}

	private void checkPaths() {
		Set<String> paths = new HashSet<>();
		for (ComposedHub hub : this.hubs.values()) {
			if (!paths.add(hub.path())) {
				throw new HubDefinitionException(hub.type(), "There are two hubs at the path '" + hub.path() + "'.",
						"Give one of them another path with @Hub(path = \"...\").");
			}
		}
	}

	/**
	 * All hubs in the order of their bean definitions.
	 * @return the hubs
	 */
	public Collection<RegisteredHub> hubs() {
		return Collections.unmodifiableCollection(this.hubs.values());
	}

	/**
	 * Finds a hub.
	 * @param name name of the hub in any case
	 * @return the hub, or {@code null}
	 */
	public @Nullable RegisteredHub find(String name) {
		return this.hubs.get(key(name));
	}

	private static String key(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	/**
	 * Server shutdown: tells all clients of all hubs to come back later, and ends their
	 * connections.
	 * @return completes when all disconnect callbacks have run
	 */
	public CompletionStage<Void> closeConnections() {
		List<CompletableFuture<Void>> closed = new ArrayList<>();
		this.hubs.values().forEach((hub) -> closed.add(hub.dispatcher().close().toCompletableFuture()));
		return CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new));
	}

	/**
	 * Once all singletons exist, checks that hub methods can be called on their beans,
	 * and creates their filters.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.hubs.values().forEach(ComposedHub::checkBean);
		this.filters.create();
		this.heartbeat.start();
	}

	/**
	 * Stops the heartbeat, and destroys the filters that are no beans.
	 */
	@Override
	public void destroy() {
		this.heartbeat.close();
		this.filters.destroy();
	}

}
