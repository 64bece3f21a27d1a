// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Hub;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds hubs among bean definitions by their types, without creating a bean.
 */
final class HubBeans {

	private HubBeans() {
	}

	/**
	 * Finds the hubs.
	 * @param beanFactory where to look
	 * @return classes of the hubs, not of proxies, by bean name in the order of
	 * definition
	 */
	static Map<String, Class<?>> find(ConfigurableListableBeanFactory beanFactory) {
		Map<String, Class<?>> hubs = new LinkedHashMap<>();
		for (String beanName : beanFactory.getBeanDefinitionNames()) {
			if (ScopedProxyUtils.isScopedTarget(beanName) || beanFactory.getBeanDefinition(beanName).isAbstract()) {
				continue;
			}
			Class<?> type = type(beanFactory, beanName);
			if (type != null && AnnotatedElementUtils.hasAnnotation(type, Hub.class)) {
				hubs.put(beanName, type);
			}
		}
		return hubs;
	}

	private static @Nullable Class<?> type(ConfigurableListableBeanFactory beanFactory, String beanName) {
		Class<?> type = null;
		try {
			type = AutoProxyUtils.determineTargetClass(beanFactory, beanName);
			if (type == null) {
				type = beanFactory.getType(beanName, false);
			}
		}
		catch (NoSuchBeanDefinitionException ex) { // removed meanwhile
			return null;
		}
		return (type != null) ? ClassUtils.getUserClass(type) : null;
	}

}
