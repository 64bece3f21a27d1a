// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Set;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubPrincipal;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.hub.binding.ArgumentResolver;
import io.github.signalrelay.hub.binding.HubParameter;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * What one hub needs at run time by reflection: its methods and callbacks, a proxy of its
 * client interface, the filters that it lists, and the values that go over the wire, both
 * ways.
 */
final class HubRuntimeHints {

	private static final List<Class<? extends Annotation>> CALLED = List.of(HubMethod.class, OnConnected.class,
			OnDisconnected.class);

	private final BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();

	private final Class<?> hub;

	private final Class<?> clientType;

	private final Class<? extends HubFilter>[] filters;

	private final List<ArgumentResolver> resolvers;

	/**
	 * Describes a hub.
	 * @param hub class of the hub
	 * @param annotation what the class says of itself
	 * @param resolvers supply parameters that clients do not send
	 */
	HubRuntimeHints(Class<?> hub, Hub annotation, List<ArgumentResolver> resolvers) {
		this.hub = hub;
		this.clientType = annotation.client();
		this.filters = annotation.filters();
		this.resolvers = resolvers;
	}

	/**
	 * Registers everything.
	 * @param hints where to
	 * @throws io.github.signalrelay.hub.HubDefinitionException if the hub is not written
	 * as it must be, as far as that was noticed
	 */
	void register(RuntimeHints hints) {
		calledMethods().forEach((method) -> registerCalled(hints, method));
		if (this.clientType != ClientProxy.class) {
			registerClient(hints);
		}
		// a filter is made when it is no bean
		for (Class<? extends HubFilter> filter : this.filters) {
			hints.reflection().registerType(filter, MemberCategory.INVOKE_DECLARED_CONSTRUCTORS);
		}
		// expressions of Spring Security look at the caller
		hints.reflection().registerType(HubPrincipal.class, MemberCategory.INVOKE_PUBLIC_METHODS);
	}

	private Set<Method> calledMethods() {
		return MethodIntrospector.selectMethods(this.hub, (Method method) -> !method.isBridge()
				&& CALLED.stream().anyMatch((annotation) -> AnnotatedElementUtils.hasAnnotation(method, annotation)));
	}

	private void registerCalled(RuntimeHints hints, Method method) {
		hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
		for (int index = 0; index < method.getParameterCount(); index++) {
			ResolvableType type = ResolvableType.forMethodParameter(method, index, this.hub);
			HubParameter parameter = new HubParameter(this.hub, this.clientType, method, index, type);
			if (this.resolvers.stream().noneMatch((resolver) -> resolver.resolve(parameter) != null)) {
				registerValue(hints, method.getGenericParameterTypes()[index], this.hub);
			}
		}
		registerValue(hints, method.getGenericReturnType(), this.hub);
	}

	private void registerClient(RuntimeHints hints) {
		hints.proxies().registerJdkProxy(this.clientType);
		hints.reflection().registerType(this.clientType, MemberCategory.INVOKE_PUBLIC_METHODS);
		for (Method method : this.clientType.getMethods()) {
			if (Modifier.isAbstract(method.getModifiers())) {
				for (Type argument : method.getGenericParameterTypes()) {
					registerValue(hints, argument, this.clientType);
				}
				registerValue(hints, method.getGenericReturnType(), this.clientType);
			}
		}
	}

	private void registerValue(RuntimeHints hints, Type declared, Class<?> declaring) {
		Type type = GenericTypeResolver.resolveType(declared, declaring);
		this.binding.registerReflectionHints(hints.reflection(), SentValues.of(ResolvableType.forType(type)).getType());
	}

}
