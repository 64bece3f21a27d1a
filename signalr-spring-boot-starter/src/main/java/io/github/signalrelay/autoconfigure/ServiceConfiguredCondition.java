// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.Map;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when a connection string is configured, so that clients go to a service.
 */
class ServiceConfiguredCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return outcome(isConfigured(context.getEnvironment()));
	}

	ConditionOutcome outcome(boolean configured) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("SignalR service");
		return configured ? ConditionOutcome.match(message.found("connection string").atAll())
				: ConditionOutcome.noMatch(message.didNotFind("connection string").atAll());
	}

	static boolean isConfigured(Environment environment) {
		Binder binder = Binder.get(environment);
		boolean single = !binder.bind("azure.signalr.connection-string", String.class).orElse("").isBlank();
		return single || !binder.bind("azure.signalr.endpoints", Bindable.mapOf(String.class, String.class))
			.orElse(Map.of())
			.isEmpty();
	}

	/** The opposite: no connection string, so that the relay runs in this process. */
	static final class Not extends ServiceConfiguredCondition {

		@Override
		ConditionOutcome outcome(boolean configured) {
			ConditionMessage.Builder message = ConditionMessage.forCondition("Embedded SignalR relay");
			return configured ? ConditionOutcome.noMatch(message.found("connection string").atAll())
					: ConditionOutcome.match(message.because("no connection string is configured"));
		}

	}

}
