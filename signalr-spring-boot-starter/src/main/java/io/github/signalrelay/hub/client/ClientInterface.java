// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubException;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Client interface of a hub: turns calls by name into calls by type. Messages are sent by
 * the call, whatever becomes of what it returns; only a {@code Mono} of a client's result
 * asks the client when it is subscribed to.
 *
 * @param <C> the interface
 */
public final class ClientInterface<C> {

	private static final Logger logger = LoggerFactory.getLogger(ClientInterface.class);

	private final Class<C> type;

	/** By name; empty for {@link ClientProxy} itself. */
	private final Map<String, ClientMethod> methods;

	private final BooleanSupplier mayBlock;

	/**
	 * Checks an interface and prepares its proxies.
	 * @param type the interface, or {@link ClientProxy}
	 * @param mayBlock tells whether the calling thread may wait for a client
	 * @throws io.github.signalrelay.hub.HubDefinitionException if it is not written as it
	 * must be
	 */
	public ClientInterface(Class<C> type, BooleanSupplier mayBlock) {
		this.type = type;
		this.methods = (type == ClientProxy.class) ? Map.of() : new ClientInterfaceReader(type).methods();
		this.mayBlock = mayBlock;
	}

	/**
	 * Wraps a proxy for calls by name.
	 * @param proxy chooses the clients
	 * @return calls them by type
	 */
	public C proxy(ClientProxy proxy) {
		if (this.type == ClientProxy.class) {
			return this.type.cast(proxy);
		}
		InvocationHandler handler = (self, method, arguments) -> call(proxy, self, method, arguments);
		return this.type
			.cast(Proxy.newProxyInstance(this.type.getClassLoader(), new Class<?>[] { this.type }, handler));
	}

	private @Nullable Object call(ClientProxy proxy, Object self, Method method,
			@Nullable Object @Nullable [] arguments) {
		if (method.getDeclaringClass() == Object.class) {
			return objectMethod(self, method, arguments);
		}
		ClientMethod definition = this.methods.get(method.getName());
		if (definition == null) {
			throw new IllegalStateException("Unknown method " + method);
		}
		@Nullable Object[] values = definition.typed(arguments);
		return (definition.resultType() != null) ? ask(proxy, definition, definition.resultType(), values)
				: send(proxy, definition, values);
	}

	private @Nullable Object send(ClientProxy proxy, ClientMethod method, @Nullable Object[] arguments) {
		CompletionStage<Void> sent = proxy.send(method.target(), arguments);
		return switch (method.style()) {
			case DIRECT -> {
				sent.whenComplete((done, error) -> logFailure(method.target(), error));
				yield null;
			}
			case STAGE -> sent.toCompletableFuture();
			case MONO -> Mono.fromCompletionStage(sent);
		};
	}

	private @Nullable Object ask(ClientProxy proxy, ClientMethod method, ParameterizedTypeReference<Object> resultType,
			@Nullable Object[] arguments) {
		return switch (method.style()) {
			case DIRECT -> await(proxy, method, resultType, arguments);
			case STAGE -> proxy.invoke(method.target(), resultType, arguments);
			case MONO -> Mono.fromFuture(() -> proxy.invoke(method.target(), resultType, arguments));
		};
	}

	private @Nullable Object await(ClientProxy proxy, ClientMethod method,
			ParameterizedTypeReference<Object> resultType, @Nullable Object[] arguments) {
		if (!this.mayBlock.getAsBoolean()) {
			throw new IllegalStateException("The client method '" + method.target()
					+ "' waits for the client, and this thread must not wait. Let it return a Mono or a "
					+ "CompletionStage, or call it from a method that may block.");
		}
		CompletableFuture<Object> answer = proxy.invoke(method.target(), resultType, arguments);
		try {
			return answer.get();
		}
		catch (InterruptedException ex) {
			answer.cancel(false);
			Thread.currentThread().interrupt();
			throw new HubException("Invocation canceled by the server.", ex);
		}
		catch (ExecutionException ex) {
			throw unchecked(ex.getCause());
		}
	}

	private static RuntimeException unchecked(@Nullable Throwable cause) {
		if (cause instanceof RuntimeException exception) {
			return exception;
		}
		return (cause instanceof IOException exception) ? new UncheckedIOException(exception)
				: new IllegalStateException(cause);
	}

	private void logFailure(String target, @Nullable Throwable error) {
		if (error != null) {
			logger.warn("Client method '{}' could not be called", target, error);
		}
	}

	private @Nullable Object objectMethod(Object self, Method method, @Nullable Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && self == arguments[0];
			case "hashCode" -> System.identityHashCode(self);
			default -> "Clients of " + this.type.getName();
		};
	}

}
