// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.autoconfigure;

import com.microsoft.signalr.HubConnection;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.TestConnections;
import io.github.signalrelay.test.server.LocalHubs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HubTesterAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Empty.class);

	@Test
	void beansAreMadeWhenAskedFor() {
		this.runner.run((context) -> {
			ConfigurableListableBeanFactory beans = context.getSourceApplicationContext().getBeanFactory();
			assertThat(beans.getBeanNamesForType(TestConnections.class)).containsOnly("hubTester", "javaHubClients");
			assertThat(beans.containsSingleton("hubTester")).isFalse();
			assertThat(context).hasSingleBean(LocalHubs.class).hasSingleBean(HubTester.class);
		});
	}

	@Test
	void theJavaClientMayBeMissing() {
		this.runner.withClassLoader(new FilteredClassLoader(HubConnection.class))
			.run((context) -> assertThat(context).doesNotHaveBean("javaHubClients").hasBean("localHubs"));
	}

	@Test
	void hubsOfAServiceCannotBeTestedWithoutSockets() {
		this.runner
			.withPropertyValues("azure.signalr.connection-string=Endpoint=http://localhost;AccessKey=x;Version=1.0;",
					"azure.signalr.initial-hub-server-connection-count=0")
			.run((context) -> assertThatThrownBy(() -> context.getBean(HubTester.class)).rootCause()
				.hasMessageStartingWith("HubTester needs the embedded relay")
				.hasMessageContaining("Set 'azure.signalr.connection-string' to nothing in the test"));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Empty {

	}

}
