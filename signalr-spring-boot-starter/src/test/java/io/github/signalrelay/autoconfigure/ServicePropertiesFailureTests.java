// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Error texts of the service protocol reference, 5.1 and chapter 7. */
class ServicePropertiesFailureTests {

	private static final String VALID = "Endpoint=http://127.0.0.1;Port=1;AccessKey=the-secret;Version=1.0;";

	private static final ApplicationContextRunner RUNNER = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, HubAutoConfiguration.class,
				ServiceAutoConfiguration.class, ServiceConnectionsAutoConfiguration.class));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					azure.signalr.initial-hub-server-connection-count | -1 | Property 'InitialHubServerConnectionCount' value should be > 0.
					azure.signalr.connection-count | -1 | Property 'InitialHubServerConnectionCount' value should be > 0.
					azure.signalr.max-hub-server-connection-count | 4 | Property 'MaxHubServerConnectionCount' value should be >= 5.
					azure.signalr.application-name | 1app | only contain alpha-numeric characters or underscore.
					azure.signalr.access-token-lifetime | 0s | Access tokens must be valid
					azure.signalr.max-poll-interval | -10s | Property 'MaxPollIntervalInSeconds' value should be [1,300].
					azure.signalr.max-poll-interval | 0s | Property 'MaxPollIntervalInSeconds' value should be [1,300].
					azure.signalr.max-poll-interval | 500s | Property 'MaxPollIntervalInSeconds' value should be [1,300].
					azure.signalr.service-scale-timeout | -1s | The time must not be less than 0.
					azure.signalr.proxy.port | 0 | A port is a number from 1 to 65535.
					azure.signalr.proxy.port | 65536 | A port is a number from 1 to 65535.
					azure.signalr.proxy.port | 3128 | Property 'azure.signalr.proxy.host' is ''. Other properties of the proxy are set
					azure.signalr.proxy.username | me | Property 'azure.signalr.proxy.host' is ''. Other properties of the proxy are set
					azure.signalr.proxy.password | the-secret | Property 'azure.signalr.proxy.host' is ''. Other properties of the proxy are set
					azure.signalr.proxy.host | http://me:the-secret@proxy:1 | alone, not a URL
					azure.signalr.proxy.host | proxy:3128 | alone, not a URL
					azure.signalr.connection-string | Endpoint=http://a;Version=1.0 | accesskey is required.
					azure.signalr.connection-string | AccessKey=the-secret;Version=1.0 | Connection string missing required properties endpoint.
					azure.signalr.connection-string | Endpoint=http://a;AccessKey=the-secret;Version=2.0 | Version 2.0 is not supported.
					azure.signalr.endpoints.east | Endpoint=http://a;Version=1.0 | accesskey is required.
					azure.signalr.graceful-shutdown.timeout | 0s | Property 'GracefulShutdown.Timeout' value should be > 0.
					signalr.hub.keep-alive-interval | 0s | must be more than 0
					signalr.hub.maximum-parallel-invocations-per-client | 0 | must be able to run
					""")
	void analysisNamesPropertyProblemAndRemedy(String property, String value, String problem) {
		RUNNER.withPropertyValues("azure.signalr.connection-string=" + VALID, property + "=" + value)
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains(property.replaceFirst("\\.(east|port|username|password)$", ""), problem)
				.doesNotContain("the-secret"));
	}

	@Test
	void passwordOfAProxyNeedsAUser() {
		assertThat(analysisOf("azure.signalr.proxy.host=proxy", "azure.signalr.proxy.password=the-secret"))
			.startsWith("Property 'azure.signalr.proxy.username' is ''.")
			.doesNotContain("the-secret");
	}

	@Test
	void oldAndNewNameOfTheConnectionCountMustAgree() {
		assertThat(
				analysisOf("azure.signalr.connection-count=3", "azure.signalr.initial-hub-server-connection-count=4"))
			.contains("'azure.signalr.connection-count' is '3'", "which is 4");
	}

	@Test
	void connectionNameWithoutAConnectionStringStopsTheStart() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, HubAutoConfiguration.class,
					EmbeddedRelayAutoConfiguration.class))
			.withPropertyValues("azure.signalr.connection-name=chat")
			.run((context) -> {
				FailureAnalysis analysis = new InvalidServicePropertyFailureAnalyzer()
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("'azure.signalr.connection-name' is 'chat'");
				assertThat(analysis.getAction()).contains("ConnectionStrings__chat");
			});
	}

	/**
	 * Stricter than the original, which falls back to the default: Spring Boot names the
	 * property, its value and what it may be.
	 */
	@ParameterizedTest
	@CsvSource({ "azure.signalr.server-sticky-mode, Sometimes, required",
			"azure.signalr.access-token-algorithm, RS256, hs512", "azure.signalr.proxy.type, ftp, socks5" })
	void unknownNamesStopTheStart(String property, String value, String valid) {
		RUNNER.withPropertyValues("azure.signalr.connection-string=" + VALID, property + "=" + value).run((context) -> {
			BindException failure = findBindException(context.getStartupFailure());
			assertThat(failure.getName()).hasToString(property);
			assertThat(failure).rootCause().hasMessageContaining(value);
			assertThat(failure.getTarget().getType().resolve().getEnumConstants())
				.anySatisfy((constant) -> assertThat(constant.toString()).isEqualToIgnoringCase(valid));
		});
	}

	private static BindException findBindException(@Nullable Throwable failure) {
		Throwable cause = failure;
		while (cause != null && !(cause instanceof BindException)) {
			cause = cause.getCause();
		}
		assertThat(cause).isInstanceOf(BindException.class);
		return (BindException) cause;
	}

	private static String analysisOf(String... properties) {
		String[] description = new String[1];
		RUNNER.withPropertyValues("azure.signalr.connection-string=" + VALID)
			.withPropertyValues(properties)
			.run((context) -> description[0] = analyze(context.getStartupFailure()).getDescription());
		return description[0];
	}

	private static FailureAnalysis analyze(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		FailureAnalysis analysis = new InvalidServicePropertyFailureAnalyzer().analyze(failure);
		assertThat(analysis).isNotNull();
		assertThat(analysis.getAction()).isNotEmpty();
		return analysis;
	}

}
