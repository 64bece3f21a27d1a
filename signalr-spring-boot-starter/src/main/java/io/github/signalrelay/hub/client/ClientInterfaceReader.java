// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubMethod;

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

	Map<String, String> targets() {
		if (!this.type.isInterface()) {
			throw refused("Type must be an interface.", "Declare " + this.type.getName() + " as an interface.");
		}
		Map<String, String> targets = new HashMap<>();
		Map<String, Method> seen = new HashMap<>();
		for (Method method : this.type.getMethods()) {
			if (Modifier.isStatic(method.getModifiers())) {
				continue;
			}
			check(method);
			String target = target(method);
			Method other = seen.putIfAbsent(target.toLowerCase(Locale.ROOT), method);
			if (other != null && !sameSignature(other, method)) {
				throw refused("Duplicate definitions of '" + target + "'. Overloading is not supported.",
						"Give one of the methods another name. Some clients compare names without regard to case.");
			}
			targets.put(method.getName(), target);
		}
		return Map.copyOf(targets);
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

	private void check(Method method) {
		if (method.isDefault()) {
			throw cannotGenerate(method, "Default methods are not supported.", "Remove the body of the method.");
		}
		if (method.getTypeParameters().length > 0) {
			throw cannotGenerate(method, "Generic methods are not supported.", "Remove the method's type parameters.");
		}
		Class<?> returnType = method.getReturnType();
		if (returnType == void.class) {
			return;
		}
		boolean stage = returnType == CompletionStage.class || returnType == CompletableFuture.class;
		ResolvableType value = ResolvableType.forMethodReturnType(method, this.type).getGeneric(0);
		if ((stage || returnType == Mono.class) && value.resolve() == Void.class) {
			return;
		}
		if (stage || returnType == Mono.class) {
			throw cannotGenerate(method,
					"A method that returns a value waits for a client result, which is not " + "supported yet.",
					"Return void, CompletionStage<Void> or Mono<Void>.");
		}
		String reason = "All client proxy methods must return void, CompletionStage<Void> or Mono<Void>"
				+ ((returnType == Flux.class) ? "; clients cannot stream to a caller." : ".");
		throw cannotGenerate(method, reason, "Change the return type, " + returnType.getSimpleName() + ".");
	}

	private HubDefinitionException cannotGenerate(Method method, String reason, String action) {
		return refused("Cannot generate proxy implementation for '" + this.type.getSimpleName() + "." + method.getName()
				+ "'. " + reason, action);
	}

	private HubDefinitionException refused(String message, String action) {
		return new HubDefinitionException(this.type, message, action);
	}

}
