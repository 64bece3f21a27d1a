// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubMethod;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

/**
 * Checks a client interface. Facts: hub protocol reference, section 15, "Strongly typed
 * hubs"; overloads, defaults and names that differ in case only are refused as well,
 * since clients could not tell them apart.
 */
final class ClientInterfaceReader {

	private final Class<?> type;

	ClientInterfaceReader(Class<?> type) {
		this.type = type;
	}

	Map<String, ClientMethod> methods() {
		if (!this.type.isInterface()) {
			throw refused("Type must be an interface.", "Declare " + this.type.getName() + " as an interface.");
		}
		Map<String, ClientMethod> methods = new HashMap<>();
		Map<String, Method> seen = new HashMap<>();
		for (Method method : this.type.getMethods()) {
			if (Modifier.isStatic(method.getModifiers())) {
				continue;
			}
			ClientMethod definition = check(method);
			String target = definition.target();
			Method other = seen.putIfAbsent(target.toLowerCase(Locale.ROOT), method);
			if (other != null && !sameSignature(other, method)) {
				throw refused("Duplicate definitions of '" + target + "'. Overloading is not supported.",
						"Give one of the methods another name. Some clients compare names without regard to case.");
			}
			methods.put(method.getName(), definition);
		}
		return Map.copyOf(methods);
	}

	private static String target(Method method) {
		HubMethod annotation = AnnotatedElementUtils.findMergedAnnotation(method, HubMethod.class);
		return (annotation != null && StringUtils.hasLength(annotation.value())) ? annotation.value()
				: method.getName();
	}

	private static boolean sameSignature(Method one, Method other) {
		return one.getName().equals(other.getName())
				&& Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
	}

	private ClientMethod check(Method method) {
		if (method.isDefault()) {
			throw cannotGenerate(method, "Default methods are not supported.", "Remove the body of the method.");
		}
		if (method.getTypeParameters().length > 0) {
			throw cannotGenerate(method, "Generic methods are not supported.", "Remove the method's type parameters.");
		}
		return new ClientMethod(target(method), style(method.getReturnType()), resultType(method),
				argumentTypes(method));
	}

	/** A type that is not known says nothing of its values. */
	private List<Type> argumentTypes(Method method) {
		List<Type> types = new ArrayList<>();
		for (int index = 0; index < method.getParameterCount(); index++) {
			ResolvableType type = ResolvableType.forMethodParameter(method, index, this.type);
			types.add((type.resolve() == null || type.hasUnresolvableGenerics()) ? Object.class
					: GenericTypeResolver.resolveType(method.getGenericParameterTypes()[index], this.type));
		}
		return types;
	}

	private static ClientMethod.Style style(Class<?> returnType) {
		if (returnType == Mono.class) {
			return ClientMethod.Style.MONO;
		}
		boolean stage = returnType == CompletionStage.class || returnType == CompletableFuture.class;
		return stage ? ClientMethod.Style.STAGE : ClientMethod.Style.DIRECT;
	}

	private @Nullable ParameterizedTypeReference<Object> resultType(Method method) {
		ResolvableType returned = ResolvableType.forMethodReturnType(method, this.type);
		boolean direct = style(method.getReturnType()) == ClientMethod.Style.DIRECT;
		ResolvableType value = direct ? returned : returned.getGeneric(0);
		Class<?> raw = value.resolve();
		if (raw == void.class || raw == Void.class) {
			return null;
		}
		if (raw == null || value.hasUnresolvableGenerics()) {
			throw cannotGenerate(method, "The type of the result is not known.",
					"Return void, a value, CompletionStage or Mono, without type variables.");
		}
		checkValue(method, raw);
		Type declared = method.getGenericReturnType();
		Type result = (direct || !(declared instanceof ParameterizedType generic)) ? declared
				: generic.getActualTypeArguments()[0];
		return ParameterizedTypeReference.forType(GenericTypeResolver.resolveType(result, this.type));
	}

	private void checkValue(Method method, Class<?> value) {
		boolean stream = BaseStream.class.isAssignableFrom(value) || Iterator.class.isAssignableFrom(value)
				|| Publisher.class.isAssignableFrom(value);
		if (!stream && !Future.class.isAssignableFrom(value)
				&& ReactiveAdapterRegistry.getSharedInstance().getAdapter(value) == null) {
			return;
		}
		String reason = "All client proxy methods must return void, a value, CompletionStage or Mono"
				+ ((value != Mono.class && stream) ? "; clients cannot stream to a caller." : ".");
		throw cannotGenerate(method, reason, "Change the return type, " + method.getReturnType().getSimpleName() + ".");
	}

	private HubDefinitionException cannotGenerate(Method method, String reason, String action) {
		return refused("Cannot generate proxy implementation for '" + this.type.getSimpleName() + "." + method.getName()
				+ "'. " + reason, action);
	}

	private HubDefinitionException refused(String message, String action) {
		return new HubDefinitionException(this.type, message, action);
	}

}
