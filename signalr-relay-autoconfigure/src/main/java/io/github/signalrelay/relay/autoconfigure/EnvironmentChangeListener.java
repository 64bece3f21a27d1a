// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.autoconfigure;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;

/**
 * Hears of changes of the environment from Spring Cloud, where the application has that:
 * a refresh by actuator or bus, a config map of Kubernetes. Known by name, so that
 * nothing of Spring Cloud is needed.
 */
final class EnvironmentChangeListener implements GenericApplicationListener {

	private static final String EVENT = "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

	private final Runnable reaction;

	EnvironmentChangeListener(Runnable reaction) {
		this.reaction = reaction;
	}

	@Override
	public boolean supportsEventType(ResolvableType eventType) {
		return EVENT.equals(eventType.toClass().getName());
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		this.reaction.run();
	}

}
