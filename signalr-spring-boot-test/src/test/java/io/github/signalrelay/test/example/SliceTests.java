// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.security.test.context.support.WithMockUser;
import org.springframework.web.context.WebApplicationContext;

import io.github.signalrelay.hub.HubOptionsCustomizer;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.test.HubInvocationException;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.autoconfigure.SignalRHubTest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is in the context of a test of hubs alone, and whom it lets in. */
class SliceTests {

	@Nested
	@SignalRHubTest(hubs = GuardedHub.class, properties = "signalr.hub.enable-detailed-errors=true")
	@Import(SecurityConfiguration.class)
	class OneHub {

		@Autowired
		HubTester hubs;

		@Autowired
		ApplicationContext context;

		@Autowired
		HubRegistry registry;

		@Test
		void holdsTheHubAndWhatShapesHubs() {
			assertThat(this.registry.hubs()).singleElement()
				.satisfies((hub) -> assertThat(hub.options().enableDetailedErrors()).isTrue());
			assertThat(this.context.getBeanNamesForType(GuardedHub.class)).hasSize(1);
			assertThat(this.context.getBeanNamesForType(WorkHub.class)).isEmpty();
			assertThat(this.context.getBeanNamesForType(Prices.class)).isEmpty();
			assertThat(this.context.getBeanNamesForType(HubOptionsCustomizer.class)).hasSize(1);
		}

		@Test
		void hasNoServerAndNoPort() {
			assertThat(this.context).isNotInstanceOf(WebApplicationContext.class);
			assertThat(this.context.getEnvironment().getProperty("local.server.port")).isNull();
			assertThat(this.context.getBean("signalREmbeddedRelayPort")).extracting("running").isEqualTo(false);
		}

		@Test
		@WithMockUser(username = "ann", roles = "ADMIN")
		void theUserOfTheTestIsTheUserOfTheClient() {
			assertThat(this.hubs.connect(GuardedHub.class).invoke("reset").as(String.class)).isEqualTo("done by ann");
		}

		@Test
		@WithMockUser(roles = "ADMIN")
		void aClientMayBeNobodyAllTheSame() {
			assertUnauthorized(this.hubs.client(GuardedHub.class).anonymous().connect());
		}

		@Test
		void authoritiesDecide() {
			assertUnauthorized(this.hubs.connect(GuardedHub.class));
			assertUnauthorized(this.hubs.client(GuardedHub.class).user("bob", "ROLE_USER").connect());
			TestHubClient admin = this.hubs.client(GuardedHub.class).user("eve", "ROLE_ADMIN").connect();
			assertThat(admin.invoke("reset").as(String.class)).isEqualTo("done by eve");
		}

		private static void assertUnauthorized(TestHubClient client) {
			assertThatExceptionOfType(HubInvocationException.class).isThrownBy(() -> client.invoke("reset"))
				.withMessage("Failed to invoke 'reset' because user is unauthorized");
		}

	}

	@Nested
	@SignalRHubTest
	@Import(Prices.class)
	class AllHubs {

		@Autowired
		HubRegistry registry;

		@Test
		void areFound() {
			assertThat(this.registry.hubs()).extracting((hub) -> hub.name())
				.containsExactlyInAnyOrder("room", "work", "guarded");
		}

	}

}
