// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubCaller;
import io.github.signalrelay.hub.HubException;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.HubMethodArgumentResolver;
import io.github.signalrelay.hub.OnConnected;
import io.github.signalrelay.hub.runtime.HubEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Hub protocol reference, section 15: parameters that clients do not send. */
class SuppliedParametersTests {

	@Test
	void beansAreSupplied() {
		try (HubFixture fixture = fixture(false)) {
			TestClient client = fixture.connect();
			client.invoke("1", "implicit", "\"a\",2");
			client.invoke("2", "marked", "\"b\"");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"a counted 1 and 2\"}",
					"{\"type\":3,\"invocationId\":\"2\",\"result\":\"b counted 2 none\"}");
			client.invoke("3", "provided", "");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"a counted 1 and 2\"}",
					"{\"type\":3,\"invocationId\":\"2\",\"result\":\"b counted 2 none\"}",
					"{\"type\":3,\"invocationId\":\"3\",\"result\":1}");
		}
	}

	@Test
	void aBeanTypeIsAnArgumentWhenThatIsSwitchedOff() {
		try (HubFixture fixture = fixture(true)) {
			TestClient client = fixture.connect();
			client.invoke("1", "implicit", "\"a\",{\"count\":40},2");
			client.invoke("2", "marked", "\"b\"");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"a counted 41 and 2\"}",
					"{\"type\":3,\"invocationId\":\"2\",\"result\":\"b counted 1 none\"}");
		}
	}

	@Test
	void ownResolvers() {
		try (HubFixture fixture = fixture(false)) {
			TestClient client = fixture.connect();
			client.invoke("1", "inRoom", "\"hello\"");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello in room of c1\"}");
			fixture.bean(CountingHub.class).closed = true;
			client.invoke("2", "inRoom", "\"hello\"");
			client.awaitMessages("{\"type\":3,\"invocationId\":\"1\",\"result\":\"hello in room of c1\"}",
					"{\"type\":3,\"invocationId\":\"2\",\"error\":\"An unexpected error occurred invoking 'inRoom' on "
							+ "the server. HubException: The room is closed.\"}");
		}
	}

	private static HubFixture fixture(boolean disableImplicit) {
		CountingHub[] hub = new CountingHub[1];
		HubFixture fixture = new HubFixture((options) -> options.withDisableImplicitBeanParameters(disableImplicit),
				(environment) -> new HubEnvironment(environment.options(), List.of(), environment.protocols(),
						environment.executor(), environment.scope(), List.of(),
						List.of(new RoomResolver(() -> hub[0] != null && hub[0].closed))),
				CountingHub.class, Counter.class);
		hub[0] = fixture.bean(CountingHub.class);
		return fixture;
	}

	record Room(String name) {

	}

	/** Ahead of the argument: rooms are never sent. */
	record RoomResolver(BooleanSupplier closed) implements HubMethodArgumentResolver {

		@Override
		public boolean supportsParameter(MethodParameter parameter) {
			return parameter.getParameterType() == Room.class;
		}

		@Override
		public Object resolveArgument(MethodParameter parameter, HubCaller caller) {
			if (this.closed.getAsBoolean()) {
				throw new HubException("The room is closed.");
			}
			return new Room("room of " + caller.connectionId());
		}

	}

	@Component("counter")
	static class Counter {

		public int count;

		int next() {
			return ++this.count;
		}

	}

	@Hub("counting")
	static class CountingHub {

		volatile boolean closed;

		@OnConnected
		void connected(Room room, @Autowired Counter counter) {
			assertThat(room).isNotNull();
			counter.count = 0;
		}

		@HubMethod
		String implicit(String text, Counter counter, int number) {
			return text + " counted " + counter.next() + " and " + number;
		}

		@HubMethod
		String marked(@Autowired Counter counter, String text, @Autowired(required = false) Runnable missing,
				@Qualifier("counter") Counter again, @Value("${none:none}") String value) {
			return text + " counted " + again.next() + " " + ((missing == null) ? value : "some");
		}

		@HubMethod
		int provided(ObjectProvider<List<Counter>> counters) {
			return counters.getObject().size();
		}

		@HubMethod
		String inRoom(Room room, String text) {
			return text + " in " + room.name();
		}

	}

}
