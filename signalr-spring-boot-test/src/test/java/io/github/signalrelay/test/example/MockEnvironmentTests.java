// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;

import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.server.LocalHubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** The whole application without a server. */
class MockEnvironmentTests {

	@Nested
	@SpringBootTest
	class MockServlet {

		@Test
		void hubsAreThereAndNoPort(@Autowired HubTester hubs, @Autowired ApplicationContext context) {
			assertThat(hubs.connect(WorkHub.class).invoke("price", "ACME").as(Integer.class)).isEqualTo(4);
			assertThat(context.getBean("signalREmbeddedRelayPort")).extracting("running").isEqualTo(false);
		}

		@Test
		void addressesNeedAServer(@Autowired LocalHubs hubs) {
			assertThatIllegalStateException().isThrownBy(() -> hubs.url(WorkHub.class));
		}

	}

	@Nested
	@SpringBootTest(webEnvironment = WebEnvironment.NONE)
	class None {

		@Test
		void hubsAreThere(@Autowired HubTester hubs) {
			assertThat(hubs.connect(WorkHub.class).invoke("price", "ACME").as(Integer.class)).isEqualTo(4);
		}

	}

	@Nested
	@SpringBootTest(properties = "spring.main.web-application-type=reactive")
	class MockReactive {

		@Test
		void hubsAreThere(@Autowired HubTester hubs) {
			assertThat(hubs.connect(WorkHub.class).invoke("price", "ACME").as(Integer.class)).isEqualTo(4);
		}

	}

}
