// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.observation;

import java.util.function.Consumer;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

/**
 * Meters of how many clients there are and how long they stay. No observation: a trace
 * that lasts as long as a connection would hold everything that the client ever does.
 */
public final class ConnectionMeters implements ConnectionRecorder {

	/** Timer of the connections that have ended. */
	static final String ENDED = "signalr.hub.connections";

	/** Long task timer of the connections that there are. */
	static final String ACTIVE = "signalr.hub.connections.active";

	private static final String HUB = "hub";

	private static final String EXCEPTION = "exception";

	private final MeterRegistry registry;

	/**
	 * Creates the meters.
	 * @param registry where they are registered
	 */
	public ConnectionMeters(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public Consumer<@Nullable Throwable> connected(String hub) {
		LongTaskTimer.Sample active = LongTaskTimer.builder(ACTIVE)
			.description("Clients that are connected to the hub")
			.tag(HUB, hub)
			.register(this.registry)
			.start();
		Timer.Sample life = Timer.start(this.registry);
		return (error) -> {
			active.stop();
			life.stop(Timer.builder(ENDED)
				.description("Time that clients were connected to the hub")
				.tag(HUB, hub)
				.tag(EXCEPTION, (error != null) ? error.getClass().getSimpleName() : "none")
				.register(this.registry));
		};
	}

}
