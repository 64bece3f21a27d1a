// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.MethodParameter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * Supplies beans of the application. A parameter marked with {@link Autowired},
 * {@link Qualifier} or {@link Value} always is one; any other is if the application has a
 * bean of its type, unless that is switched off, and unless it is a type that clients
 * send: simple values, arrays, collections, maps and streams (hub protocol reference,
 * section 15). Beans are looked up at each call, so that scopes and lazy beans work.
 */
final class BeanArgumentResolver implements ArgumentResolver {

	private final ConfigurableListableBeanFactory beanFactory;

	private final boolean implicit;

	BeanArgumentResolver(ConfigurableListableBeanFactory beanFactory, boolean implicit) {
		this.beanFactory = beanFactory;
		this.implicit = implicit;
	}

	@Override
	public @Nullable ArgumentSource resolve(HubParameter parameter) {
		MethodParameter description = parameter.toMethodParameter();
		if (!isMarked(description) && !isBean(parameter)) {
			return null;
		}
		Autowired autowired = description.getParameterAnnotation(Autowired.class);
		boolean required = autowired == null || autowired.required();
		DependencyDescriptor dependency = new DependencyDescriptor(description, required);
		dependency.setContainingClass(parameter.hub());
		return (context) -> this.beanFactory.resolveDependency(dependency, null);
	}

	private static boolean isMarked(MethodParameter parameter) {
		return parameter.hasParameterAnnotation(Autowired.class) || parameter.hasParameterAnnotation(Qualifier.class)
				|| parameter.hasParameterAnnotation(Value.class);
	}

	private boolean isBean(HubParameter parameter) {
		Class<?> type = parameter.type().resolve();
		if (!this.implicit || type == null) {
			return false;
		}
		if (ObjectFactory.class.isAssignableFrom(type)) {
			return true;
		}
		if (isSentByClients(type)) {
			return false;
		}
		return this.beanFactory.getBeanNamesForType(parameter.type(), true, false).length > 0;
	}

	private static boolean isSentByClients(Class<?> type) {
		return type == Object.class || type.isArray() || BeanUtils.isSimpleValueType(type)
				|| Iterable.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || type == Optional.class
				|| ReactiveAdapterRegistry.getSharedInstance().getAdapter(type) != null;
	}

}
