// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubCallerClients;
import io.github.signalrelay.hub.HubCancellation;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubMigration;
import io.github.signalrelay.hub.HubMethodArgumentResolver;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.OnDisconnected;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * The parameters that every hub method may take.
 */
public final class StandardArgumentResolvers {

	/** The resolvers, in the order in which they are asked. */
	public static final List<ArgumentResolver> ALL = List.of(StandardArgumentResolvers::caller,
			StandardArgumentResolvers::principal, StandardArgumentResolvers::clients, StandardArgumentResolvers::groups,
			StandardArgumentResolvers::cancellation, StandardArgumentResolvers::migration,
			StandardArgumentResolvers::error);

	private StandardArgumentResolvers() {
	}

	/**
	 * All resolvers for one hub: the application's first, then {@link #ALL}, then its
	 * beans.
	 * @param application resolvers of the application, in order
	 * @param beanFactory where beans live
	 * @param options options of the hub
	 * @return the resolvers, in the order in which they are asked
	 */
	public static List<ArgumentResolver> all(List<HubMethodArgumentResolver> application,
			ConfigurableListableBeanFactory beanFactory, HubOptions options) {
		List<ArgumentResolver> all = new ArrayList<>();
		application.forEach((resolver) -> all.add(new ApplicationArgumentResolver(resolver)));
		all.addAll(ALL);
		all.add(new BeanArgumentResolver(beanFactory, !options.disableImplicitBeanParameters()));
		return all;
	}

	private static @Nullable ArgumentSource caller(HubParameter parameter) {
		return (parameter.type().resolve() == HubCaller.class) ? CallContext::caller : null;
	}

	private static @Nullable ArgumentSource principal(HubParameter parameter) {
		Class<?> type = parameter.type().resolve();
		if (type == null || !Principal.class.isAssignableFrom(type)) {
			return null;
		}
		return (context) -> {
			Principal principal = context.caller().principal();
			return type.isInstance(principal) ? principal : null;
		};
	}

	private static @Nullable ArgumentSource clients(HubParameter parameter) {
		if (parameter.type().resolve() != HubCallerClients.class) {
			return null;
		}
		Class<?> client = parameter.type().getGeneric(0).resolve(ClientProxy.class);
		if (client == parameter.clientType()) {
			return CallContext::typedClients;
		}
		if (client == ClientProxy.class) {
			return CallContext::clients;
		}
		throw new HubDefinitionException(parameter.hub(),
				"The client type of " + parameter.describe() + " is " + client.getName() + ", the hub's is "
						+ parameter.clientType().getName() + ".",
				"Use the hub's client type or ClientProxy, or set @Hub(client = ...).");
	}

	private static @Nullable ArgumentSource groups(HubParameter parameter) {
		return (parameter.type().resolve() == Groups.class) ? CallContext::groups : null;
	}

	private static @Nullable ArgumentSource cancellation(HubParameter parameter) {
		return (parameter.type().resolve() == HubCancellation.class) ? CallContext::cancellation : null;
	}

	private static @Nullable ArgumentSource migration(HubParameter parameter) {
		return (parameter.type().resolve() == HubMigration.class) ? (context) -> context.caller().migration() : null;
	}

	private static @Nullable ArgumentSource error(HubParameter parameter) {
		Class<?> type = parameter.type().resolve();
		if ((type != Throwable.class && type != Exception.class)
				|| !AnnotatedElementUtils.hasAnnotation(parameter.method(), OnDisconnected.class)) {
			return null;
		}
		return (context) -> type.isInstance(context.error()) ? context.error() : null;
	}

}
