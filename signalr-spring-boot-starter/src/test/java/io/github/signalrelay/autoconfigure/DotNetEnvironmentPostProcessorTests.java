// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class DotNetEnvironmentPostProcessorTests {

	private final StandardEnvironment environment = new StandardEnvironment();

	@Test
	void environmentVariablesOfDotNetAreAccepted() {
		this.environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of("Azure__SignalR__ConnectionString", "the-string",
							"Azure__SignalR__AccessTokenLifetimeInSeconds", "90",
							"Azure__SignalR__MaxPollIntervalInSeconds", "20")));
		process();
		assertThat(this.environment.getProperty("azure.signalr.connection-string")).isEqualTo("the-string");
		assertThat(this.environment.getProperty("azure.signalr.access-token-lifetime")).isEqualTo("90s");
		assertThat(this.environment.getProperty("azure.signalr.max-poll-interval")).isEqualTo("20s");
	}

	@Test
	void configurationKeysOfDotNetAreAccepted() {
		set(Map.of("Azure:SignalR:ConnectionString", "the-string", "Azure:SignalR:ConnectionString:east:secondary",
				"other", "Azure:SignalR:ServerStickyMode", "Required"));
		assertThat(this.environment.getProperty("azure.signalr.connection-string")).isEqualTo("the-string");
		assertThat(this.environment.getProperty("azure.signalr.endpoints[east:secondary]")).isEqualTo("other");
		assertThat(this.environment.getProperty("azure.signalr.server-sticky-mode")).isEqualTo("Required");
	}

	@Test
	void connectionStringsSectionIsTheFallback() {
		set(Map.of("ConnectionStrings__Azure__SignalR__ConnectionString", "fallback"));
		assertThat(this.environment.getProperty("azure.signalr.connection-string")).isEqualTo("fallback");
	}

	@Test
	void springsNamesWin() {
		set(Map.of("Azure__SignalR__ApplicationName", "dotnet", "azure.signalr.application-name", "spring"));
		assertThat(this.environment.getProperty("azure.signalr.application-name")).isEqualTo("spring");
	}

	@Test
	void otherSettingsLeaveNoTrace() {
		set(Map.of("Azure__Storage__ConnectionString", "x"));
		assertThat(this.environment.getPropertySources().contains(DotNetEnvironmentPostProcessor.SOURCE_NAME))
			.isFalse();
	}

	private void set(Map<String, Object> properties) {
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", properties));
		process();
	}

	private void process() {
		new DotNetEnvironmentPostProcessor().postProcessEnvironment(this.environment, new SpringApplication());
	}

}
