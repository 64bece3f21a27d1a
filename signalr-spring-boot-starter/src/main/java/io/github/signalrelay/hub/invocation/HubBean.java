// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.invocation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.definition.HubDefinition;
import io.github.signalrelay.hub.definition.HubMethodDefinition;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.CoroutinesUtils;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ReflectionUtils;

/**
 * The bean behind a hub. Its methods are called through whatever proxy stands before it.
 * A bean that is not a singleton is fetched for every call.
 */
public final class HubBean {

	private final BeanFactory beanFactory;

	private final String beanName;

	private final HubDefinition definition;

	private final Map<Method, Method> invocableMethods = new ConcurrentHashMap<>();

	private volatile @Nullable Object singleton;

	/**
	 * Creates a bean's description; does not create the bean.
	 * @param beanFactory where the bean lives
	 * @param beanName its name
	 * @param definition the hub
	 */
	public HubBean(BeanFactory beanFactory, String beanName, HubDefinition definition) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.definition = definition;
	}

	/**
	 * Checks that all methods can be called on a singleton. Other beans are checked at
	 * their first call.
	 * @throws HubDefinitionException if a proxy hides a method
	 */
	public void check() {
		if (!this.beanFactory.isSingleton(this.beanName)) {
			return;
		}
		Object bean = instance();
		for (HubMethodDefinition method : this.definition.methods().values()) {
			invocable(method.method(), bean);
		}
		if (this.definition.onConnected() != null) {
			invocable(this.definition.onConnected().method(), bean);
		}
		if (this.definition.onDisconnected() != null) {
			invocable(this.definition.onDisconnected().method(), bean);
		}
	}

	String hubName() {
		return this.definition.name();
	}

	Class<?> hubType() {
		return this.definition.type();
	}

	@Nullable Object call(Object bean, Method method, @Nullable Object[] arguments) throws Exception {
		Method invocable = invocable(method, bean);
		if (KotlinDetector.isSuspendingFunction(method)) {
			return CoroutinesUtils.invokeSuspendingFunction(invocable, bean, arguments);
		}
		return invocable.invoke(bean, arguments);
	}

	/**
	 * The bean for one call.
	 * @return the bean, or the proxy before it
	 */
	Object instance() {
		Object bean = this.singleton;
		if (bean == null) {
			bean = this.beanFactory.getBean(this.beanName);
			if (this.beanFactory.isSingleton(this.beanName)) {
				this.singleton = bean;
			}
		}
		return bean;
	}

	private Method invocable(Method method, Object bean) {
		Method known = this.invocableMethods.get(method);
		return (known != null) ? known : this.invocableMethods.computeIfAbsent(method, (key) -> select(key, bean));
	}

	private Method select(Method method, Object bean) {
		if (AopUtils.isCglibProxy(bean) && Modifier.isFinal(method.getModifiers())) {
			throw new HubDefinitionException(this.definition.type(),
					"The hub is proxied, and its method '" + method.getName() + "' is final.",
					"Remove 'final', so that the proxy can pass the call on.");
		}
		try {
			Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			return invocable;
		}
		catch (IllegalStateException ex) {
			throw new HubDefinitionException(this.definition.type(),
					"The hub is proxied, and its method '" + method.getName() + "' cannot be called: "
							+ ex.getMessage(),
					"Proxy the class (spring.aop.proxy-target-class=true), or declare the method in an interface.");
		}
	}

}
