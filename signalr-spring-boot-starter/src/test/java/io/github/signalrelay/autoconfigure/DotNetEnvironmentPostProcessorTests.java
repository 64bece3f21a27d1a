// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

	@ParameterizedTest
	@CsvSource({ "ApplicationName, shop, application-name, shop",
			"InitialHubServerConnectionCount, 7, initial-hub-server-connection-count, 7",
			"MaxHubServerConnectionCount, 9, max-hub-server-connection-count, 9",
			"AccessTokenAlgorithm, HS512, access-token-algorithm, HS512",
			"AccessTokenLifetimeInSeconds, 90, access-token-lifetime, 90s",
			"ServiceScaleTimeoutInSeconds, 60, service-scale-timeout, 60s",
			"MaxPollIntervalInSeconds, 20, max-poll-interval, 20s",
			"ServerStickyMode, Required, server-sticky-mode, Required",
			"GracefulShutdown:Mode, MigrateClients, graceful-shutdown.mode, MigrateClients",
			"GracefulShutdown:TimeoutInSeconds, 45, graceful-shutdown.timeout, 45s" })
	void everyOptionOfDotNetHasItsProperty(String option, String value, String property, String expected) {
		set(Map.of("Azure__SignalR__" + option.replace(":", "__"), value));
		assertThat(this.environment.getProperty("azure.signalr." + property)).isEqualTo(expected);
	}

	@Test
	void applicationNameWithATrailingColonWins() {
		set(Map.of("Azure:SignalR:ApplicationName", "plain", "Azure:SignalR:ApplicationName:", "colon"));
		assertThat(this.environment.getProperty("azure.signalr.application-name")).isEqualTo("colon");
	}

	@Test
	void endpointsOfTheFallbackCountOnlyWithoutOthers() {
		String fallback = "ConnectionStrings:Azure:SignalR:ConnectionString:";
		set(Map.of("Azure:SignalR:ConnectionString:East", "a", fallback + "West", "b"));
		assertThat(this.environment.getProperty("azure.signalr.endpoints[East]")).isEqualTo("a");
		assertThat(this.environment.getProperty("azure.signalr.endpoints[West]")).isNull();
	}

	@Test
	void endpointsOfTheFallback() {
		set(Map.of("ConnectionStrings:Azure:SignalR:ConnectionString:West:secondary", "b"));
		assertThat(this.environment.getProperty("azure.signalr.endpoints[West:secondary]")).isEqualTo("b");
	}

	@Test
	void connectionStringOfAppService() {
		set(Map.of("CUSTOMCONNSTR_Azure__SignalR__ConnectionString", "from-app-service"));
		assertThat(this.environment.getProperty("azure.signalr.connection-string")).isEqualTo("from-app-service");
	}

	@Test
	void namedConnectionStringIsLookedForInTwoPlaces() {
		set(Map.of("azure.signalr.connection-name", "Chat", "ConnectionStrings__chat", "first",
				"Azure__SignalR__Chat__ConnectionString", "second", "Azure__SignalR__Chat__ApplicationName", "shop",
				"Azure__SignalR__ApplicationName", "not-of-this-name", "Azure__SignalR__ConnectionString",
				"not-of-this-name"));
		assertThat(this.environment.getProperty("azure.signalr.connection-string")).isEqualTo("first");
		assertThat(this.environment.getProperty("azure.signalr.application-name")).isEqualTo("shop");
	}

	@Test
	void namedSectionHasTheSameLayout() {
		set(Map.of("azure.signalr.connection-name", "chat", "Azure:SignalR:chat:ConnectionString", "one",
				"Azure:SignalR:chat:ConnectionString:east:secondary", "two"));
		assertThat(this.environment.getProperty("azure.signalr.connection-string")).isEqualTo("one");
		assertThat(this.environment.getProperty("azure.signalr.endpoints[east:secondary]")).isEqualTo("two");
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
