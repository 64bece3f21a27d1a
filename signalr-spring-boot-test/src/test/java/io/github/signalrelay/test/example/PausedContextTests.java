// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.example;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.TestHubClient;
import io.github.signalrelay.test.server.LocalHubs;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring's test context cache pauses contexts that another test class does not use, and
 * restarts them for the next one that does.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class PausedContextTests {

	@Test
	void hubsGoOnBehindAPause(@Autowired ConfigurableApplicationContext context, @Autowired HubTester hubs,
			@Autowired LocalHubs localHubs) {
		TestHubClient before = hubs.connect(WorkHub.class);
		int port = localHubs.relayPort();
		context.pause();
		context.restart();
		assertThat(localHubs.relayPort()).isEqualTo(port);
		assertThat(before.invoke("echo", "hello").as(String.class)).isEqualTo("hello");
		assertThat(hubs.connect(WorkHub.class).invoke("echo", "hello").as(String.class)).isEqualTo("hello");
	}

}
