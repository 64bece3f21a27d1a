// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when a connection string is configured, or a bean has some, so that clients go
 * to a service.
 */
class ServiceConfiguredCondition extends SpringBootCondition implements ConfigurationCondition {

	/** Beans of the application are known by then. */
	@Override
	public ConfigurationPhase getConfigurationPhase() {
		return ConfigurationPhase.REGISTER_BEAN;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return outcome(isConfigured(context));
	}

	ConditionOutcome outcome(boolean configured) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("SignalR service");
		return configured ? ConditionOutcome.match(message.found("connection string").atAll())
				: ConditionOutcome.noMatch(message.didNotFind("connection string").atAll());
	}

	private static boolean isConfigured(ConditionContext context) {
		ConfigurableListableBeanFactory beans = context.getBeanFactory();
		return new PropertiesSignalRServiceConnectionDetails(context.getEnvironment()).isConfigured() || (beans != null
				&& beans.getBeanNamesForType(SignalRServiceConnectionDetails.class, true, false).length > 0);
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
