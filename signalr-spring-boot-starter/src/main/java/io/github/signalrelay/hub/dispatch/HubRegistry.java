// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * All hubs of the application.
 */
public final class HubRegistry implements SmartInitializingSingleton, DisposableBean {

	/**
	 * Finds the hubs among the bean definitions, without creating them.
	 * @param beanFactory where hubs live
	 * @param options options of all hubs
	 * @param protocols hub protocols that clients may speak; multicasts are encoded once
	 * in each
	 * @param executor runs hub methods that may block, and callbacks of applications
	 * @throws io.github.signalrelay.hub.HubDefinitionException if a hub is not written as
	 * it must be
	 */
	public HubRegistry(ConfigurableListableBeanFactory beanFactory, HubOptions options, List<HubProtocol> protocols,
			Executor executor) {
		throw new UnsupportedOperationException("seam");
	}

	/**
	 * All hubs in the order of their bean definitions.
	 * @return the hubs
	 */
	public Collection<RegisteredHub> hubs() {
		throw new UnsupportedOperationException("seam");
	}

	/**
	 * Finds a hub.
	 * @param name name of the hub in any case
	 * @return the hub, or {@code null}
	 */
	public @Nullable RegisteredHub find(String name) {
		throw new UnsupportedOperationException("seam");
	}

	/**
	 * Server shutdown: tells all clients of all hubs to come back later, and ends their
	 * connections.
	 * @return completes when all disconnect callbacks have run
	 */
	public CompletionStage<Void> closeConnections() {
		throw new UnsupportedOperationException("seam");
	}

	/**
	 * Once all singletons exist, checks that hub methods can be called on their beans.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		throw new UnsupportedOperationException("seam");
	}

	/**
	 * Stops the heartbeat.
	 */
	@Override
	public void destroy() {
		throw new UnsupportedOperationException("seam");
	}

}
