// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.runtime.HubEnvironment;
import io.github.signalrelay.hub.observation.ConnectionMeters;
import io.github.signalrelay.hub.observation.ConnectionRecorder;
import io.github.signalrelay.hub.observation.HubObservations;

import static org.assertj.core.api.Assertions.assertThat;

class HubObservationAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(HubObservationAutoConfiguration.class, HubAutoConfiguration.class))
		.withBean(ChatHub.class);

	@Test
	void withoutRegistriesNothingIsRecorded() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(ConnectionRecorder.class)).isSameAs(ConnectionRecorder.NONE);
		});
	}

	@Test
	void registriesOfTheApplicationAreUsed() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.runner.withBean(MeterRegistry.class, () -> meters)
			.withBean(ObservationRegistry.class, TestObservationRegistry::create)
			.run((context) -> {
				assertThat(context.getBean(ConnectionRecorder.class)).isInstanceOf(ConnectionMeters.class);
				HubObservations observations = context.getBean(HubObservations.class);
				assertThat(context.getBean(HubEnvironment.class).observations()).isSameAs(observations);
				Consumer<Throwable> ended = observations.connected("chat");
				assertThat(meters.get("signalr.hub.connections.active").longTaskTimer().activeTasks()).isEqualTo(1);
				ended.accept(null);
				assertThat(meters.get("signalr.hub.connections").timer().count()).isEqualTo(1);
			});
	}

	@Test
	void beansOfTheApplicationWin() {
		ConnectionRecorder recorder = (hub) -> (error) -> {
		};
		this.runner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(ConnectionRecorder.class, () -> recorder)
			.withBean("mine", HubObservations.class, () -> HubObservations.NONE)
			.run((context) -> {
				assertThat(context.getBean(ConnectionRecorder.class)).isSameAs(recorder);
				assertThat(context.getBean(HubEnvironment.class).observations()).isSameAs(HubObservations.NONE);
			});
	}

	@Hub("chat")
	static class ChatHub {

	}

}
