// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.dispatch;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubMethod;
import io.github.signalrelay.hub.runtime.HubEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** What applications change about their hubs. */
class HubEnvironmentTests {

	private final HubFixture fixture = new HubFixture((options) -> options,
			(environment) -> new HubEnvironment(environment.options(),
					List.of((hub, options) -> options.withEnableDetailedErrors(hub.equals("failing")),
							(hub, options) -> options.withSupportedProtocols(List.of("JSON"))),
					environment.protocols(), environment.executor(), environment.scope(),
					List.of((error) -> (error instanceof IllegalStateException) ? "InvalidOperationException" : null,
							(error) -> (error instanceof RuntimeException) ? "Second" : null),
					List.of()),
			FailingHub.class);

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void theFirstResolverThatKnowsAnExceptionNamesIt() {
		TestClient client = this.fixture.connect();
		client.invoke("1", "state", "");
		String first = "{\"type\":3,\"invocationId\":\"1\",\"error\":\"An unexpected error occurred invoking 'state' on "
				+ "the server. InvalidOperationException: a\"}";
		client.awaitMessages(first);
		client.invoke("2", "argument", "");
		String second = "{\"type\":3,\"invocationId\":\"2\",\"error\":\"An unexpected error occurred invoking "
				+ "'argument' on the server. Second: b\"}";
		client.awaitMessages(first, second);
		client.invoke("3", "checked", "");
		client.awaitMessages(first, second,
				"{\"type\":3,\"invocationId\":\"3\",\"error\":\"An unexpected error occurred invoking 'checked' on the "
						+ "server. Exception: c\"}");
	}

	@Test
	void otherProtocolsAreRefused() {
		assertThat(this.fixture.hub().protocols()).containsExactly("json");
		TestClient client = this.fixture.open();
		client.send("{\"protocol\":\"messagepack\",\"version\":1}");
		client.awaitReceived("{\"error\":\"The protocol 'messagepack' is not supported.\"}");
	}

	@Hub("failing")
	static class FailingHub {

		@HubMethod
		void state() {
			throw new IllegalStateException("a");
		}

		@HubMethod
		void argument() {
			throw new IllegalArgumentException("b");
		}

		@HubMethod
		void checked() throws Exception {
			throw new Exception("c");
		}

	}

}
