// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.runtime;

import java.util.List;
import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubExceptionNameResolver;
import io.github.signalrelay.hub.HubMethodArgumentResolver;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.HubOptionsCustomizer;
import io.github.signalrelay.hub.invocation.CallerScope;
import io.github.signalrelay.hub.observation.HubObservations;
import io.github.signalrelay.protocol.hub.HubProtocol;

/**
 * What the application gives to all of its hubs.
 *
 * @param options options of all hubs
 * @param customizers change the options of single hubs, in this order
 * @param protocols hub protocols that clients may speak; multicasts are encoded once in
 * each
 * @param executor runs hub methods that may block, and callbacks of applications
 * @param scope makes the caller known to what hub methods call
 * @param exceptionNames name exceptions for clients, in this order
 * @param argumentResolvers supply parameters ahead of the standard ones, in this order
 * @param observations observe what hubs do
 */
public record HubEnvironment(HubOptions options, List<HubOptionsCustomizer> customizers, List<HubProtocol> protocols,
		Executor executor, CallerScope scope, List<HubExceptionNameResolver> exceptionNames,
		List<HubMethodArgumentResolver> argumentResolvers, HubObservations observations) {

	public HubEnvironment {
		customizers = List.copyOf(customizers);
		protocols = List.copyOf(protocols);
		exceptionNames = List.copyOf(exceptionNames);
		argumentResolvers = List.copyOf(argumentResolvers);
	}

	/**
	 * An environment that nobody observes.
	 * @param options options of all hubs
	 * @param customizers change the options of single hubs, in this order
	 * @param protocols hub protocols that clients may speak
	 * @param executor runs hub methods that may block
	 * @param scope makes the caller known to what hub methods call
	 * @param exceptionNames name exceptions for clients, in this order
	 * @param argumentResolvers supply parameters ahead of the standard ones, in this
	 * order
	 */
	public HubEnvironment(HubOptions options, List<HubOptionsCustomizer> customizers, List<HubProtocol> protocols,
			Executor executor, CallerScope scope, List<HubExceptionNameResolver> exceptionNames,
			List<HubMethodArgumentResolver> argumentResolvers) {
		this(options, customizers, protocols, executor, scope, exceptionNames, argumentResolvers, HubObservations.NONE);
	}

	/**
	 * An environment with nothing but what every hub needs.
	 * @param options options of all hubs
	 * @param protocols hub protocols that clients may speak
	 * @param executor runs hub methods that may block
	 * @return the environment
	 */
	public static HubEnvironment of(HubOptions options, List<HubProtocol> protocols, Executor executor) {
		return new HubEnvironment(options, List.of(), protocols, executor, CallerScope.NONE, List.of(), List.of());
	}

	/**
	 * The same environment under observation.
	 * @param observing observes what hubs do
	 * @return the environment
	 */
	public HubEnvironment withObservations(HubObservations observing) {
		return new HubEnvironment(this.options, this.customizers, this.protocols, this.executor, this.scope,
				this.exceptionNames, this.argumentResolvers, observing);
	}

	/**
	 * Options of one hub.
	 * @param hub name of the hub
	 * @return the options
	 */
	public HubOptions optionsOf(String hub) {
		HubOptions own = this.options;
		for (HubOptionsCustomizer customizer : this.customizers) {
			own = customizer.customize(hub, own);
		}
		return own;
	}

	@Nullable String nameOf(Throwable error) {
		for (HubExceptionNameResolver resolver : this.exceptionNames) {
			String name = resolver.resolveName(error);
			if (name != null) {
				return name;
			}
		}
		return null;
	}

}
