// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.binding.ArgumentResolver;
import io.github.signalrelay.hub.binding.ArgumentSource;
import io.github.signalrelay.hub.binding.HubParameter;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;

/**
 * Reads the methods of one hub class.
 */
final class HubMethodReader {

	private static final String CONTINUATION = "kotlin.coroutines.Continuation";

	private final Class<?> hub;

	private final Class<?> clientType;

	private final List<ArgumentResolver> resolvers;

	HubMethodReader(Class<?> hub, Class<?> clientType, List<ArgumentResolver> resolvers) {
		this.hub = hub;
		this.clientType = clientType;
		this.resolvers = resolvers;
	}

	HubMethodDefinition hubMethod(Method method, String name) {
		checkCallable(method);
		List<@Nullable ArgumentSource> sources = new ArrayList<>();
		List<Type> argumentTypes = new ArrayList<>();
		for (HubParameter parameter : parameters(method)) {
			ArgumentSource source = source(parameter);
			sources.add(source);
			if (source == null) {
				argumentTypes.add(argumentType(parameter));
			}
		}
		return new HubMethodDefinition(name, method, sources, argumentTypes, returnStyle(method));
	}

	HubMethodDefinition callback(Method method, String annotation) {
		HubMethodDefinition definition = hubMethod(method, method.getName());
		if (!definition.argumentTypes().isEmpty()) {
			throw refused(
					"The @" + annotation + " method '" + method.getName()
							+ "' takes an argument that nobody can supply.",
					"Take HubCaller, HubCallerClients, Groups or Principal (and Throwable when disconnected).");
		}
		if (definition.returnStyle() == ReturnStyle.BLOCKING && method.getReturnType() != void.class) {
			throw refused("The @" + annotation + " method '" + method.getName() + "' returns a value.",
					"Return nothing, a Mono or a CompletionStage.");
		}
		return definition;
	}

	private void checkCallable(Method method) {
		if (method.getTypeParameters().length > 0) {
			throw refused("Method '" + method.getName() + "' is a generic method which is not supported on a Hub.",
					"Remove the method's type parameters.");
		}
		if (Modifier.isStatic(method.getModifiers()) || Modifier.isPrivate(method.getModifiers())) {
			throw refused("Method '" + method.getName() + "' is static or private.",
					"Make it an instance method that is not private, so that proxies of the hub can pass it on.");
		}
	}

	private List<HubParameter> parameters(Method method) {
		List<HubParameter> parameters = new ArrayList<>();
		for (int index = 0; index < method.getParameterCount(); index++) {
			ResolvableType type = ResolvableType.forMethodParameter(method, index, this.hub);
			parameters.add(new HubParameter(this.hub, this.clientType, method, index, type));
		}
		return parameters;
	}

	private @Nullable ArgumentSource source(HubParameter parameter) {
		for (ArgumentResolver resolver : this.resolvers) {
			ArgumentSource source = resolver.resolve(parameter);
			if (source != null) {
				return source;
			}
		}
		return null;
	}

	private Type argumentType(HubParameter parameter) {
		Class<?> type = parameter.type().toClass();
		if (type.getName().equals(CONTINUATION)) {
			throw refused(
					"'" + parameter.method().getName() + "' is a suspending function, which is not supported yet.",
					"Return a Mono or a CompletionStage.");
		}
		if (isStream(type) || adapter(type) != null) {
			throw refused(upperFirst(parameter.describe()) + " takes a stream (" + type.getSimpleName()
					+ "), which is not supported yet.", "Take a value or a collection.");
		}
		if (parameter.type().hasUnresolvableGenerics() || isVariable(parameter.type())) {
			throw refused("The type of " + parameter.describe() + " is not known: " + parameter.type() + ".",
					"Bind the type variable in the hub class.");
		}
		return GenericTypeResolver.resolveType(parameter.method().getGenericParameterTypes()[parameter.index()],
				this.hub);
	}

	private ReturnStyle returnStyle(Method method) {
		ResolvableType type = ResolvableType.forMethodReturnType(method, this.hub);
		Class<?> raw = type.toClass();
		refuseStream(method, raw);
		if (CompletionStage.class.isAssignableFrom(raw)) {
			refuseStream(method, type.as(CompletionStage.class).getGeneric(0).toClass());
			return ReturnStyle.STAGE;
		}
		if (Future.class.isAssignableFrom(raw)) {
			throw refused(
					"'" + method.getName() + "' returns a " + raw.getSimpleName() + ", which can only be waited for.",
					"Return a CompletionStage.");
		}
		if (adapter(raw) == null) {
			return ReturnStyle.BLOCKING;
		}
		refuseStream(method, type.getGeneric(0).toClass());
		return ReturnStyle.REACTIVE;
	}

	private void refuseStream(Method method, Class<?> type) {
		ReactiveAdapter adapter = adapter(type);
		if (isStream(type) || (adapter != null && adapter.isMultiValue())) {
			throw refused(
					"'" + method.getName() + "' returns a stream (" + type.getSimpleName()
							+ "), which is not supported yet.",
					"Return a value, a collection, a Mono or a CompletionStage.");
		}
	}

	private static boolean isStream(Class<?> type) {
		return BaseStream.class.isAssignableFrom(type) || Iterator.class.isAssignableFrom(type);
	}

	private static boolean isVariable(ResolvableType type) {
		return type.resolve() == null;
	}

	private static @Nullable ReactiveAdapter adapter(Class<?> type) {
		return (type == Object.class) ? null : ReactiveAdapterRegistry.getSharedInstance().getAdapter(type);
	}

	private static String upperFirst(String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}

	private HubDefinitionException refused(String message, String action) {
		return new HubDefinitionException(this.hub, message, action);
	}

}
