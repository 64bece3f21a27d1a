// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.definition;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.binding.ArgumentResolver;
import io.github.signalrelay.hub.binding.ArgumentSource;
import io.github.signalrelay.hub.binding.HubParameter;

import org.springframework.core.GenericTypeResolver;
import org.springframework.core.ResolvableType;
import org.springframework.util.Assert;

/**
 * Reads the methods of one hub class.
 */
final class HubMethodReader {

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
		ReturnStyle style = returnStyle(method);
		List<@Nullable ArgumentSource> sources = new ArrayList<>();
		List<Type> argumentTypes = new ArrayList<>();
		List<Type> uploadTypes = new ArrayList<>();
		for (HubParameter parameter : parameters(method)) {
			ArgumentSource source = source(parameter);
			if (source == null && StreamTypes.upload(parameter.type().toClass()) != null) {
				source = upload(parameter, style, uploadTypes.size());
				uploadTypes.add(StreamTypes.itemType(resolvedType(parameter)));
			}
			sources.add(source);
			if (source == null) {
				argumentTypes.add(argumentType(parameter));
			}
		}
		return new HubMethodDefinition(name, method, sources, argumentTypes, uploadTypes, style, isStreaming(method),
				valueType(method));
	}

	HubMethodDefinition callback(Method method, String annotation) {
		HubMethodDefinition definition = hubMethod(method, method.getName());
		if (!definition.argumentTypes().isEmpty() || !definition.uploadTypes().isEmpty()) {
			throw refused(
					"The @" + annotation + " method '" + method.getName()
							+ "' takes an argument that nobody can supply.",
					"Take HubCaller, HubCallerClients, Groups or Principal (and Throwable when disconnected).");
		}
		boolean value = definition.returnStyle() == ReturnStyle.BLOCKING && method.getReturnType() != void.class;
		if (value || definition.streaming()) {
			throw refused("The @" + annotation + " method '" + method.getName() + "' returns a value.",
					"Return nothing, a Mono or a CompletionStage.");
		}
		return definition;
	}

	private void checkCallable(Method method) {
		if (KotlinMethods.isSuspending(method) && !KotlinMethods.canCallSuspending()) {
			throw refused("'" + method.getName() + "' is a suspending function, which cannot be called.",
					"Add kotlin-reflect and kotlinx-coroutines-reactor to the dependencies.");
		}
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
		for (int index = 0; index < KotlinMethods.parameterCount(method); index++) {
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
		if (StreamTypes.isStream(type) || StreamTypes.adapter(type) != null) {
			throw refused(
					upperFirst(parameter.describe()) + " is a " + type.getSimpleName() + ", which clients cannot send.",
					"Take a value, or a Flux, Publisher, Stream or Iterator for an upload stream.");
		}
		checkKnown(parameter);
		return resolvedType(parameter);
	}

	private ArgumentSource upload(HubParameter parameter, ReturnStyle style, int index) {
		Class<?> type = parameter.type().toClass();
		Function<Flux<Object>, Object> conversion = StreamTypes.upload(type);
		Assert.state(conversion != null, "not a stream");
		checkKnown(parameter);
		if (StreamTypes.isIterated(type) && style != ReturnStyle.BLOCKING) {
			throw refused(
					upperFirst(parameter.describe()) + " is a " + type.getSimpleName()
							+ ", which blocks, and the method is called on a thread that must not be blocked.",
					"Take a Flux, or return the result itself and no Mono, Flux or CompletionStage of it.");
		}
		return (context) -> conversion.apply(context.uploads().get(index));
	}

	private void checkKnown(HubParameter parameter) {
		if (parameter.type().hasUnresolvableGenerics() || isVariable(parameter.type())) {
			throw refused("The type of " + parameter.describe() + " is not known: " + parameter.type() + ".",
					"Bind the type variable in the hub class.");
		}
	}

	private Type resolvedType(HubParameter parameter) {
		return GenericTypeResolver.resolveType(parameter.method().getGenericParameterTypes()[parameter.index()],
				this.hub);
	}

	private ReturnStyle returnStyle(Method method) {
		Class<?> raw = returnType(method).toClass();
		if (StreamTypes.isPublished(raw)) {
			return ReturnStyle.PUBLISHER;
		}
		if (CompletionStage.class.isAssignableFrom(raw)) {
			return ReturnStyle.STAGE;
		}
		if (Future.class.isAssignableFrom(raw)) {
			throw refused(
					"'" + method.getName() + "' returns a " + raw.getSimpleName() + ", which can only be waited for.",
					"Return a CompletionStage.");
		}
		boolean single = StreamTypes.adapter(raw) != null || KotlinMethods.isSuspending(method);
		return single ? ReturnStyle.REACTIVE : ReturnStyle.BLOCKING;
	}

	private boolean isStreaming(Method method) {
		ResolvableType type = returnType(method);
		Class<?> raw = type.toClass();
		if (CompletionStage.class.isAssignableFrom(raw)) {
			return StreamTypes.isStream(type.as(CompletionStage.class).getGeneric(0).toClass());
		}
		boolean single = StreamTypes.adapter(raw) != null && !StreamTypes.isPublished(raw);
		return StreamTypes.isStream(single ? type.getGeneric(0).toClass() : raw);
	}

	private Type valueType(Method method) {
		ResolvableType type = returnType(method);
		Class<?> raw = type.toClass();
		if (CompletionStage.class.isAssignableFrom(raw)) {
			type = type.as(CompletionStage.class).getGeneric(0);
		}
		else if (StreamTypes.adapter(raw) != null && !StreamTypes.isPublished(raw)) {
			type = type.getGeneric(0);
		}
		Type value = StreamTypes.isStream(type.toClass()) ? StreamTypes.itemType(type.getType()) : type.getType();
		return type.hasUnresolvableGenerics() || isVariable(type) ? Object.class
				: GenericTypeResolver.resolveType(value, this.hub);
	}

	private ResolvableType returnType(Method method) {
		return ResolvableType.forMethodReturnType(method, this.hub);
	}

	private static boolean isVariable(ResolvableType type) {
		return type.resolve() == null;
	}

	private static String upperFirst(String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}

	private HubDefinitionException refused(String message, String action) {
		return new HubDefinitionException(this.hub, message, action);
	}

}
