// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.definition.HubDefinition;
import io.github.signalrelay.hub.invocation.HubFilters;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Filters of all hubs of the application: its beans, and what hubs list. Created when the
 * singletons are, not before: filters may be injected with hub contexts. Hubs are added
 * by the thread that starts the application, before that.
 */
final class FilterBeans {

	private final ConfigurableListableBeanFactory beanFactory;

	/** Filter of each class that some hub lists, once it was created. */
	private final Map<Class<? extends HubFilter>, SingletonSupplier<HubFilter>> listed = new LinkedHashMap<>();

	private final List<SingletonSupplier<List<HubFilter>>> filters = new ArrayList<>();

	/** Guarded by itself. */
	private final List<HubFilter> made = new ArrayList<>();

	private final SingletonSupplier<List<HubFilter>> global = SingletonSupplier.of(this::findGlobal);

	FilterBeans(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Filters of a hub.
	 * @param hub the hub
	 * @return the filters, not created yet
	 */
	HubFilters of(HubDefinition hub) {
		hub.filters()
			.forEach((type) -> this.listed.computeIfAbsent(type, (key) -> SingletonSupplier.of(() -> create(key))));
		SingletonSupplier<List<HubFilter>> own = SingletonSupplier.of(() -> allOf(hub));
		this.filters.add(own);
		return new HubFilters(own::obtain);
	}

	private <F extends HubFilter> HubFilter create(Class<F> type) {
		F bean = this.beanFactory.getBeanProvider(type).getIfAvailable();
		if (bean != null) {
			return bean;
		}
		F filter = this.beanFactory.createBean(type);
		synchronized (this.made) {
			this.made.add(filter);
		}
		return filter;
	}

	private List<HubFilter> allOf(HubDefinition hub) {
		List<HubFilter> all = new ArrayList<>(this.global.obtain());
		for (Class<? extends HubFilter> type : hub.filters()) {
			SingletonSupplier<HubFilter> filter = this.listed.get(type);
			if (filter != null) {
				all.add(filter.obtain());
			}
		}
		return List.copyOf(all);
	}

	private List<HubFilter> findGlobal() {
		return this.beanFactory.getBeanProvider(HubFilter.class)
			.orderedStream()
			.filter((filter) -> !this.listed.containsKey(typeOf(filter)))
			.toList();
	}

	private static Class<?> typeOf(HubFilter filter) {
		return ClassUtils.getUserClass(AopUtils.getTargetClass(filter));
	}

	/** Creates all filters, so that what is wrong with one stops the start. */
	void create() {
		this.filters.forEach(SingletonSupplier::obtain);
	}

	/** Destroys what was made for hubs only. */
	void destroy() {
		synchronized (this.made) {
			this.made.forEach(this.beanFactory::destroyBean);
			this.made.clear();
		}
	}

}
