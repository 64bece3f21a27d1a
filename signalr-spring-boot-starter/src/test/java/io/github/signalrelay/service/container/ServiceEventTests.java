// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.service.container;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.github.signalrelay.protocol.service.MigrationLevel;
import io.github.signalrelay.protocol.service.ServiceEvent;
import io.github.signalrelay.service.LoggedServiceEvents;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ServiceEventHandler;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.connection.RecordingHandler;
import io.github.signalrelay.service.connection.ScriptedOpener;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

/** Service events (service protocol reference, 3.3), and what is logged of failures. */
@ExtendWith(OutputCaptureExtension.class)
class ServiceEventTests {

	private static final ServiceEvent EVENT = new ServiceEvent(4, "the-id", 3, "Slow down.");

	private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

	private final ScriptedOpener opener = new ScriptedOpener();

	@Test
	void handlerGetsTheEventsOfItsHub() {
		List<String> heard = new ArrayList<>();
		start((hub, event) -> heard.add(hub + ": " + event.message()));
		this.opener.last().succeed().receive(EVENT);
		assertThat(heard).containsExactly("chat: Slow down.");
	}

	@Test
	void handlerThatFailsHarmsNothing(CapturedOutput output) {
		ServiceConnectionContainer container = start((hub, event) -> {
			throw new IllegalStateException("on purpose");
		});
		this.opener.last().succeed().receive(EVENT);
		assertThat(container.activeCount()).isOne();
		assertThat(output).contains("could not be handled", "on purpose");
	}

	@Test
	void eventsAreLoggedByTheirNames(CapturedOutput output) {
		start(new LoggedServiceEvents());
		this.opener.last().succeed().receive(EVENT);
		this.opener.last().receive(new ServiceEvent(9, "x", -1, ""));
		assertThat(output).contains(
				"Hub 'chat': the service says of server connection 'the-id': buffer full. Slow down.",
				"the service says of number 9 'x': number -1.");
	}

	@Test
	void attemptsThatFailForOneReasonAreToldOnce(CapturedOutput output) {
		start(new LoggedServiceEvents());
		for (int i = 0; i < 8; i++) {
			this.opener.last().fail("refused again and again");
			this.time.advanceTimeBy(Duration.ofSeconds(61));
		}
		assertThat(this.opener.attempts).hasSizeGreaterThan(7);
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN")))
			.filteredOn((line) -> line.contains("refused again and again"))
			.hasSize(1);
		this.opener.last().fail("another reason");
		assertThat(output).contains("could not be opened: another reason");
	}

	private ServiceConnectionContainer start(ServiceEventHandler events) {
		ServiceEnvironment environment = new ServiceEnvironment(new ServerId("server"), new AckRegistry(this.time),
				this.time, MigrationLevel.OFF, events);
		ServiceConnectionContainer container = new ServiceConnectionContainer("chat",
				ConnectedEndpoint.inProcess(this.opener), environment, new RecordingHandler(),
				new ServiceConnectionCounts(1, null), false);
		container.start();
		return container;
	}

}
