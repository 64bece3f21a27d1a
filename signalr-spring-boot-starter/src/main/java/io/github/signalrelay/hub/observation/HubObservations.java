// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.observation.HubCallbackObservationContext.Callback;

/**
 * Begins observations of hubs. When nobody handles them, nothing is made.
 */
public final class HubObservations {

	/** Observes nothing. */
	public static final HubObservations NONE = new HubObservations(ObservationRegistry.NOOP, null, null,
			ConnectionRecorder.NONE);

	private static final HubInvocationObservationConvention DEFAULT_INVOCATION = new DefaultHubInvocationObservationConvention();

	private static final HubCallbackObservationConvention DEFAULT_CALLBACK = new DefaultHubCallbackObservationConvention();

	private final ObservationRegistry registry;

	private final @Nullable HubInvocationObservationConvention invocationConvention;

	private final @Nullable HubCallbackObservationConvention callbackConvention;

	private final ConnectionRecorder connections;

	/**
	 * Creates a source of observations.
	 * @param registry knows who handles observations
	 * @param invocationConvention names calls, or {@code null} for the default
	 * @param callbackConvention names callbacks, or {@code null} for the default
	 * @param connections is told of clients that come and go
	 */
	public HubObservations(ObservationRegistry registry,
			@Nullable HubInvocationObservationConvention invocationConvention,
			@Nullable HubCallbackObservationConvention callbackConvention, ConnectionRecorder connections) {
		this.registry = registry;
		this.invocationConvention = invocationConvention;
		this.callbackConvention = callbackConvention;
		this.connections = connections;
	}

	/**
	 * Begins to observe a call.
	 * @param hub name of the hub
	 * @param method name of the method as the hub declares it, or {@code null} when there
	 * is none of the name that the client sent
	 * @param streaming whether the client asked for a stream
	 * @param caller the client
	 * @param headers headers of its message
	 * @return the observation, started
	 */
	public CallObservation invocation(String hub, @Nullable String method, boolean streaming, HubCaller caller,
			Map<String, String> headers) {
		if (this.registry.isNoop()) {
			return CallObservation.NONE;
		}
		HubInvocationObservationContext context = new HubInvocationObservationContext(hub, method, streaming, caller,
				headers);
		return started(context, () -> HubObservationDocumentation.INVOCATION.observation(this.invocationConvention,
				DEFAULT_INVOCATION, () -> context, this.registry));
	}

	/**
	 * Begins to observe a callback.
	 * @param hub name of the hub
	 * @param callback which callback
	 * @param caller the client
	 * @return the observation, started
	 */
	public CallObservation callback(String hub, Callback callback, HubCaller caller) {
		if (this.registry.isNoop()) {
			return CallObservation.NONE;
		}
		HubCallbackObservationContext context = new HubCallbackObservationContext(hub, callback, caller);
		return started(context, () -> HubObservationDocumentation.CALLBACK.observation(this.callbackConvention,
				DEFAULT_CALLBACK, () -> context, this.registry));
	}

	/**
	 * A client has connected.
	 * @param hub name of the hub
	 * @return told once when the connection has ended, of the error if there was one
	 */
	public Consumer<@Nullable Throwable> connected(String hub) {
		return this.connections.connected(hub);
	}

	/**
	 * The thread that ends one call of a client begins its next one: that one is no part
	 * of what the thread is still observed for.
	 */
	private CallObservation started(HubCallObservationContext<?> context, Supplier<Observation> observation) {
		if (this.registry.getCurrentObservationScope() == null) {
			return CallObservation.of(observation.get().start(), context);
		}
		try (Observation.Scope nothing = new NullObservation(this.registry).openScope()) {
			Observation created = observation.get();
			context.setParentObservation(null);
			return CallObservation.of(created.start(), context);
		}
	}

}
