// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay.routing;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.BroadcastData;
import io.github.signalrelay.protocol.service.JoinGroup;
import io.github.signalrelay.protocol.service.MultiGroupBroadcastData;
import io.github.signalrelay.protocol.service.MulticastMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What routing allocates on an event loop for one delivery, the writing to the channel
 * not among it (performance reference, P17).
 */
class DeliveryAllocationTests {

	private static final int CLIENTS = 1000;

	private final RoutingFixture fixture = new RoutingFixture(1);

	@AfterEach
	void stop() {
		this.fixture.close();
	}

	@Test
	void broadcast() {
		ScriptedAppServer server = start();
		assertThat(bytesPerDelivery(server, new BroadcastData(List.of("c5"), ScriptedAppServer.json("m"), null, null),
				CLIENTS))
			.isLessThan(32);
	}

	@Test
	void groups() {
		ScriptedAppServer server = start();
		assertThat(bytesPerDelivery(server,
				new MultiGroupBroadcastData(List.of("g0", "g1"), ScriptedAppServer.json("m"), null, null), 200))
			.isLessThan(32);
	}

	private ScriptedAppServer start() {
		ScriptedAppServer server = this.fixture.appServer("A");
		for (int number = 0; number < CLIENTS; number++) {
			RecordingClient client = this.fixture.newClient();
			client.silent = true;
			client.open();
			server.send(new JoinGroup(client.id, "g" + number % 10, null));
		}
		this.fixture.settle();
		return server;
	}

	private double bytesPerDelivery(ScriptedAppServer server, MulticastMessage message, int receivers) {
		send(server, message, 2000);
		long before = allocated();
		double deliveriesBefore = this.fixture.count("signalr.relay.deliveries");
		send(server, message, 2000);
		long bytes = allocated() - before;
		double deliveries = this.fixture.count("signalr.relay.deliveries") - deliveriesBefore;
		assertThat(deliveries).isEqualTo(2000.0 * receivers);
		return bytes / deliveries;
	}

	private void send(ScriptedAppServer server, MulticastMessage message, int times) {
		for (int count = 0; count < times; count++) {
			server.send(message);
		}
		this.fixture.settle();
	}

	/** Bytes that the only event loop has allocated. */
	private long allocated() {
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		return this.fixture.loopList.get(0)
			.submit(() -> threads.getThreadAllocatedBytes(Thread.currentThread().getId()))
			.syncUninterruptibly()
			.getNow();
	}

}
