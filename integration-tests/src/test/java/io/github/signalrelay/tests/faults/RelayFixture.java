// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.faults;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.relay.RelaySettings;
import io.github.signalrelay.relay.app.SignalRelayApplication;
import io.github.signalrelay.relay.server.ServerConnectionTimes;
import io.github.signalrelay.tests.deployment.RelayDeployment;
import io.github.signalrelay.tests.deployment.RunningApplication;

/**
 * A relay of its own that notices silence sooner than one at work.
 */
final class RelayFixture implements AutoCloseable {

	/** Silence of a client after which the relay gives it up. */
	static final Duration CLIENT_SILENCE = Duration.ofSeconds(6);

	/**
	 * Silence of an app server after which the relay gives its connection up: more than
	 * the 5 s between pings of app servers.
	 */
	static final Duration SERVER_SILENCE = Duration.ofSeconds(8);

	private final RunningApplication relay;

	private RelayFixture(RunningApplication relay) {
		this.relay = relay;
	}

	static RelayFixture start() {
		return start(Map.of());
	}

	static RelayFixture start(Map<String, Object> more) {
		Map<String, Object> properties = new HashMap<>(more);
		properties.put("signalr.relay.access-keys", RelayDeployment.ACCESS_KEY);
		properties.put("signalr.relay.timeouts.keep-alive", "2s");
		properties.putIfAbsent("signalr.relay.timeouts.client", CLIENT_SILENCE.toSeconds() + "s");
		properties.putIfAbsent("signalr.relay.drain-time", "500ms");
		return new RelayFixture(RunningApplication.start(SignalRelayApplication.class, WebApplicationType.REACTIVE,
				properties, ShortTimes.class));
	}

	URI origin() {
		return this.relay.origin();
	}

	/** Stops the relay and starts it on the same port. */
	void restart() {
		this.relay.restart();
	}

	MeterRegistry meters() {
		return this.relay.bean(MeterRegistry.class);
	}

	/** Clients that an app server serves, as the relay counts them. */
	int clients() {
		return (int) meters().get("signalr.relay.clients").gauge().value();
	}

	/** Client connections, whether or not an app server serves them. */
	int connections() {
		return meters().get("signalr.relay.client.connections")
			.gauges()
			.stream()
			.mapToInt((gauge) -> (int) gauge.value())
			.sum();
	}

	/** Why client connections were closed, with their numbers. */
	Map<String, Integer> closes() {
		Map<String, Integer> closes = new TreeMap<>();
		for (Counter counter : meters().get("signalr.relay.client.closed").counters()) {
			if (counter.count() > 0) {
				closes.put(String.valueOf(counter.getId().getTag("category")), (int) counter.count());
			}
		}
		return closes;
	}

	/** Connections closed for a reason. */
	double closed(String category) {
		return meters().get("signalr.relay.client.closed").tag("category", category).counter().count();
	}

	@Override
	public void close() {
		this.relay.close();
	}

	/** Changes what no property does. */
	@Configuration(proxyBeanMethods = false)
	static class ShortTimes {

		@Bean
		static BeanPostProcessor shortTimes() {
			return new BeanPostProcessor() {

				@Override
				public Object postProcessAfterInitialization(Object bean, String name) {
					return (bean instanceof RelaySettings settings) ? shortened(settings) : bean;
				}

			};
		}

		private static RelaySettings shortened(RelaySettings settings) {
			RelaySettings.Timeouts times = settings.timeouts();
			ServerConnectionTimes server = new ServerConnectionTimes(times.server().handshake(), Duration.ofSeconds(1),
					SERVER_SILENCE, times.server().migration(), times.server().replacement());
			return settings.withTimeouts(new RelaySettings.Timeouts(times.handshake(), times.keepAlive(),
					times.client(), times.send(), times.negotiated(), times.close(), times.sweep(),
					times.clientResult(), times.poll(), times.disconnect(), times.body(), server));
		}

	}

}
