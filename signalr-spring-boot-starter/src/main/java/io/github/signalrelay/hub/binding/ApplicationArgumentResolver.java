// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.binding;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubMethodArgumentResolver;

import org.springframework.core.MethodParameter;
import org.springframework.util.ReflectionUtils;

/**
 * Asks a resolver of the application.
 *
 * @param resolver the resolver
 */
record ApplicationArgumentResolver(HubMethodArgumentResolver resolver) implements ArgumentResolver {

	@Override
	public @Nullable ArgumentSource resolve(HubParameter parameter) {
		MethodParameter description = parameter.toMethodParameter();
		if (!this.resolver.supportsParameter(description)) {
			return null;
		}
		return (context) -> {
			try {
				return this.resolver.resolveArgument(description, context.caller());
			}
			catch (Exception ex) {
				ReflectionUtils.rethrowRuntimeException(ex);
				throw new IllegalStateException(ex); // not reached
			}
		};
	}

}
