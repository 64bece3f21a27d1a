// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.OnDisconnected;
import io.github.signalrelay.hub.binding.ArgumentResolver;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Reads hub classes and refuses what clients could not call. Facts: hub protocol
 * reference, section 15.
 */
public final class HubDefinitionReader {

	private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");

	private static final Pattern PATH = Pattern.compile("/[^?#\\s]*");

	private final List<ArgumentResolver> resolvers;

	/**
	 * Creates a reader.
	 * @param resolvers supply parameters, in the order in which they are asked
	 */
	public HubDefinitionReader(List<ArgumentResolver> resolvers) {
		this.resolvers = List.copyOf(resolvers);
	}

	/**
	 * Name of a hub.
	 * @param type class of the hub, with the annotation {@link Hub}
	 * @return the name, not checked
	 */
	public static String name(Class<?> type) {
		return annotation(type).value();
	}

	private static Hub annotation(Class<?> type) {
		Hub hub = AnnotatedElementUtils.findMergedAnnotation(type, Hub.class);
		Assert.notNull(hub, () -> type.getName() + " is not a hub");
		return hub;
	}

	/**
	 * Reads a hub.
	 * @param type class of the hub, with the annotation {@link Hub}
	 * @return the definition
	 * @throws HubDefinitionException if the hub is not written as it must be
	 */
	public HubDefinition read(Class<?> type) {
		Hub hub = annotation(type);
		String name = hub.value();
		if (!NAME.matcher(name).matches()) {
			throw new HubDefinitionException(type, "'" + name + "' is not a name for a hub.",
					"Use a letter followed by up to 127 letters, digits and underscores.");
		}
		String path = StringUtils.hasLength(hub.path()) ? hub.path() : "/" + name;
		if (!PATH.matcher(path).matches()) {
			throw new HubDefinitionException(type, "'" + path + "' is not a path for a hub.",
					"Use a path that starts with a slash, without query and blanks.");
		}
		HubMethodReader methods = new HubMethodReader(type, hub.client(), this.resolvers);
		return new HubDefinition(name, path, type, hub.client(), hubMethods(type, methods),
				callback(type, methods, OnConnected.class), callback(type, methods, OnDisconnected.class),
				filters(type, hub));
	}

	private static List<Class<? extends HubFilter>> filters(Class<?> type, Hub hub) {
		for (Class<? extends HubFilter> filter : hub.filters()) {
			if (filter.isInterface() || Modifier.isAbstract(filter.getModifiers())) {
				throw new HubDefinitionException(type, "The filter " + filter.getName() + " is no concrete class.",
						"List the class that implements it.");
			}
		}
		return List.of(hub.filters());
	}

	private Map<String, HubMethodDefinition> hubMethods(Class<?> type, HubMethodReader reader) {
		Map<String, HubMethodDefinition> methods = new LinkedHashMap<>();
		for (Method method : annotated(type, HubMethod.class)) {
			HubMethodDefinition definition = reader.hubMethod(method, exposedName(method));
			if (methods.putIfAbsent(HubDefinition.key(definition.name()), definition) != null) {
				throw new HubDefinitionException(type,
						"Duplicate definitions of '" + definition.name() + "'. Overloading is not supported.",
						"Give one of the methods another name, for example with @HubMethod(\"...\"). Names are compared "
								+ "without regard to case.");
			}
		}
		return methods;
	}

	private static String exposedName(Method method) {
		HubMethod annotation = AnnotatedElementUtils.findMergedAnnotation(method, HubMethod.class);
		return (annotation != null && StringUtils.hasLength(annotation.value())) ? annotation.value()
				: method.getName();
	}

	private @Nullable HubMethodDefinition callback(Class<?> type, HubMethodReader reader,
			Class<? extends java.lang.annotation.Annotation> annotation) {
		List<Method> methods = annotated(type, annotation);
		if (methods.isEmpty()) {
			return null;
		}
		if (methods.size() > 1) {
			throw new HubDefinitionException(type,
					"There are " + methods.size() + " methods with @" + annotation.getSimpleName() + ": "
							+ methods.stream().map(Method::getName).toList() + ".",
					"Leave the annotation on one of them.");
		}
		Method method = methods.get(0);
		if (AnnotatedElementUtils.hasAnnotation(method, HubMethod.class)) {
			throw new HubDefinitionException(type,
					"'" + method.getName() + "' has both @" + annotation.getSimpleName() + " and @HubMethod.",
					"Divide it into two methods.");
		}
		return reader.callback(method, annotation.getSimpleName());
	}

	/** Methods of the class, its superclasses and interfaces; in a stable order. */
	private static List<Method> annotated(Class<?> type, Class<? extends java.lang.annotation.Annotation> annotation) {
		Set<Method> found = MethodIntrospector.selectMethods(type,
				(Method method) -> AnnotatedElementUtils.hasAnnotation(method, annotation));
		List<Method> methods = new ArrayList<>(found);
		methods.removeIf((method) -> method.isBridge() || Modifier.isAbstract(method.getModifiers()));
		methods.sort(Comparator.comparing(Method::getName).thenComparing(Method::toGenericString));
		return methods;
	}

}
