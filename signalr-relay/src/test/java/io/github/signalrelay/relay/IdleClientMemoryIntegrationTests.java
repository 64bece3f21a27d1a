// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.protocol.service.Claim;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the relay keeps of a client that is there and does nothing: what was needed on the
 * way in has gone. Counts objects of this JVM, of which the relay's own names tell whose
 * they are.
 */
class IdleClientMemoryIntegrationTests {

	private static final int CLIENTS = 300;

	/**
	 * Bytes of the relay's own objects for each client, without texts and tables: 624
	 * when this was written.
	 */
	private static final long RELAY_BYTES = 700;

	/** Not the tests, which lie in the package above. */
	private static final Predicate<String> OF_RELAY = Pattern.compile("io\\.github\\.signalrelay\\.relay\\.[a-z]+\\..*")
		.asMatchPredicate();

	/** Objects that each client has one of, so that the test counts what it should. */
	private static final String CONNECTION = "io.github.signalrelay.relay.client.HubClientConnection";

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final Relay relay = Relay.create(RelaySettings.withKeys(List.of(RelayFixture.KEY)), this.meters);

	private final int port = this.relay.start("127.0.0.1", 0);

	private final GroupingAppServer server = new GroupingAppServer(this.port, List.of("red", "blue"));

	private final List<RawSocket> clients = new ArrayList<>();

	@AfterEach
	void stop() {
		this.clients.forEach(RawSocket::close);
		this.server.close();
		this.relay.close();
	}

	@Test
	void onlyWhatAnIdleClientNeedsIsKept() {
		open(20); // whatever is made with the first client
		LiveObjects before = LiveObjects.count();
		open(CLIENTS);
		LiveObjects added = LiveObjects.count().since(before);

		assertThat(added.instances(CONNECTION::equals)).isEqualTo(CLIENTS);
		assertNonePerClient("objects of Reactor Netty and Reactor", added, "reactor.");
		assertNonePerClient("objects of the HTTP codec", added, "io.netty.handler.codec.");
		assertNonePerClient("timers", added, "io.netty.util.concurrent.ScheduledFutureTask");
		assertNonePerClient("attributes of channels", added, "io.netty.util.DefaultAttributeMap");
		assertNonePerClient("handshakes", added, "io.github.signalrelay.relay.client.HubHandshake");
		assertNonePerClient("negotiated connections", added, "io.github.signalrelay.relay.negotiate.");
		assertNonePerClient("claims, headers, messages", added, "io.github.signalrelay.protocol.");
		assertThat(added.bytes(OF_RELAY)).isLessThan(CLIENTS * RELAY_BYTES);
	}

	/** A few may come with the work of the moment. */
	private static void assertNonePerClient(String what, LiveObjects added, String prefix) {
		assertThat(added.instances(named(prefix))).as(what).isLessThan(CLIENTS / 10);
	}

	private static Predicate<String> named(String prefix) {
		return (name) -> name.startsWith(prefix);
	}

	private void open(int count) {
		for (int number = 0; number < count; number++) {
			String user = "user " + this.clients.size();
			RawSocket client = RawSocket.webSocket(this.port, RelayFixture.clientUri(new Claim("nameid", user)),
					"User-Agent: test", "Origin: http://localhost");
			client.sendText("{\"protocol\":\"json\",\"version\":1}" + RecordingHub.RS);
			this.clients.add(client);
			this.server.welcomeNext();
			client.read(); // the answer to its handshake
		}
	}

}
