// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;
import org.springframework.util.ClassUtils;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubExceptionNameResolver;
import io.github.signalrelay.hub.HubFilter;
import io.github.signalrelay.hub.HubMethodArgumentResolver;
import io.github.signalrelay.hub.HubOptionsCustomizer;
import io.github.signalrelay.negotiate.ClaimsProvider;
import io.github.signalrelay.negotiate.PrincipalClaims;
import io.github.signalrelay.negotiate.UserIdProvider;

/**
 * Leaves beans out that a {@link SignalRHubTest} is not about.
 */
final class SignalRHubTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<SignalRHubTest> {

	private static final Set<Class<?>> SHAPERS = Set.of(HubFilter.class, HubOptionsCustomizer.class,
			HubMethodArgumentResolver.class, HubExceptionNameResolver.class, UserIdProvider.class, ClaimsProvider.class,
			PrincipalClaims.class, JacksonComponent.class);

	/** Its interface extends nothing of Spring Security, its methods use it. */
	private static final String AUTHENTICATION_CONVERTER = "io.github.signalrelay.hub.security.HubAuthenticationConverter";

	private final Class<?>[] hubs;

	SignalRHubTypeExcludeFilter(Class<?> testClass) {
		super(testClass);
		this.hubs = getAnnotation().getValue("hubs", Class[].class).orElseGet(() -> new Class<?>[0]);
	}

	@Override
	protected Set<Class<?>> getKnownIncludes() {
		Set<Class<?>> includes = new LinkedHashSet<>(SHAPERS);
		ClassLoader classLoader = getClass().getClassLoader();
		if (ClassUtils.isPresent(AUTHENTICATION_CONVERTER, classLoader)) {
			includes.add(ClassUtils.resolveClassName(AUTHENTICATION_CONVERTER, classLoader));
		}
		if (this.hubs.length == 0) {
			includes.add(Hub.class);
		}
		return includes;
	}

	@Override
	protected Set<Class<?>> getComponentIncludes() {
		return Set.of(this.hubs);
	}

}
