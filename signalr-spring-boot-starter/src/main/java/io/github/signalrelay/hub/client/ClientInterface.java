// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

import io.github.signalrelay.hub.ClientProxy;

/**
 * Client interface of a hub: turns calls by name into calls by type. Messages are sent by
 * the call, whatever becomes of the result.
 *
 * @param <C> the interface
 */
public final class ClientInterface<C> {

	private static final Logger logger = LoggerFactory.getLogger(ClientInterface.class);

	private final Class<C> type;

	/** Names on the wire by name of the method; empty for {@link ClientProxy} itself. */
	private final Map<String, String> targets;

	/**
	 * Checks an interface and prepares its proxies.
	 * @param type the interface, or {@link ClientProxy}
	 * @throws io.github.signalrelay.hub.HubDefinitionException if it is not written as it
	 * must be
	 */
	public ClientInterface(Class<C> type) {
		this.type = type;
		this.targets = (type == ClientProxy.class) ? Map.of() : new ClientInterfaceReader(type).targets();
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
		String target = this.targets.getOrDefault(method.getName(), method.getName());
		CompletionStage<Void> sent = proxy.send(target, (arguments != null) ? arguments : new Object[0]);
		Class<?> returnType = method.getReturnType();
		if (returnType == void.class) {
			sent.whenComplete((done, error) -> logFailure(target, error));
			return null;
		}
		if (returnType == Mono.class) {
			return Mono.fromCompletionStage(sent);
		}
		return (returnType == CompletableFuture.class) ? sent.toCompletableFuture() : sent;
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
