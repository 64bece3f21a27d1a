// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.List;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when pages of other origins may negotiate.
 */
final class CorsConfiguredCondition implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Binder binder = Binder.get(context.getEnvironment());
		return isSet(binder, "signalr.hub.cors.allowed-origins")
				|| isSet(binder, "signalr.hub.cors.allowed-origin-patterns");
	}

	private static boolean isSet(Binder binder, String property) {
		return !binder.bind(property, Bindable.listOf(String.class)).orElse(List.of()).isEmpty();
	}

}
