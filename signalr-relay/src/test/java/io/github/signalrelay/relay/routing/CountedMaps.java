// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what is asked of all maps inside an object: 1 for each question about a key, and
 * the size of the map for each look at the whole of it.
 */
final class CountedMaps {

	private static final String OURS = "io.github.signalrelay.relay";

	/** Questions about the whole of a map whose cost does not depend on its size. */
	private static final Set<String> CHEAP = Set.of("size", "isEmpty");

	private final AtomicLong operations = new AtomicLong();

	private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	private int count;

	/** Puts a counting one in place of each map that the object or its parts hold. */
	CountedMaps(Object root) {
		visit(root);
	}

	/** Number of maps that are counted. */
	int count() {
		return this.count;
	}

	long operations() {
		return this.operations.get();
	}

	private void visit(Object object) {
		if (object == null || !this.seen.add(object)) {
			return;
		}
		if (object instanceof Map<?, ?> map) {
			map.values().forEach(this::visit);
		}
		else if (object instanceof Collection<?> collection) {
			collection.forEach(this::visit);
		}
		else if (object instanceof Object[] array) {
			for (Object element : array) {
				visit(element);
			}
		}
		else if (object.getClass().getName().startsWith(OURS)) {
			for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
				for (Field field : type.getDeclaredFields()) {
					visit(object, field);
				}
			}
		}
	}

	private void visit(Object object, Field field) {
		if (Modifier.isStatic(field.getModifiers()) || field.getType().isPrimitive()
				|| !field.getDeclaringClass().getName().startsWith(OURS)) {
			return;
		}
		try {
			field.setAccessible(true);
			Object value = field.get(object);
			visit(value);
			boolean replaceable = field.getType() == Map.class || field.getType() == ConcurrentMap.class;
			if (replaceable && value != null && !object.getClass().isRecord()) {
				field.set(object, counted(field.getType(), (Map<?, ?>) value));
				this.count++;
			}
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Object counted(Class<?> type, Map<?, ?> map) {
		return Proxy.newProxyInstance(
				type.getClassLoader() != null ? type.getClassLoader() : getClass().getClassLoader(),
				new Class<?>[] { type }, (proxy, method, arguments) -> {
					this.operations.addAndGet(cost(method, map));
					return invoke(map, method, arguments);
				});
	}

	/** Views count as if they were walked: nobody asks for one to look up a key. */
	private static int cost(Method method, Map<?, ?> map) {
		boolean ofKey = method.getParameterCount() > 0 && method.getParameterTypes()[0] == Object.class
				&& !method.getName().equals("containsValue");
		return (ofKey || CHEAP.contains(method.getName())) ? 1 : map.size();
	}

	private static Object invoke(Map<?, ?> map, Method method, Object[] arguments) throws Throwable {
		try {
			return method.invoke(map, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getCause();
		}
	}

}
