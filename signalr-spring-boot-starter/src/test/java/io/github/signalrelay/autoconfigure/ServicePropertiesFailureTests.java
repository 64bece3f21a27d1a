// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Error texts of the service protocol reference, 5.1 and chapter 7. */
class ServicePropertiesFailureTests {

	private static final String VALID = "Endpoint=http://127.0.0.1;Port=1;AccessKey=the-secret;Version=1.0;";

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					azure.signalr.initial-hub-server-connection-count | -1 | Property 'InitialHubServerConnectionCount' value should be > 0.
					azure.signalr.max-hub-server-connection-count | 4 | Property 'MaxHubServerConnectionCount' value should be >= 5.
					azure.signalr.application-name | 1app | only contain alpha-numeric characters or underscore.
					azure.signalr.access-token-lifetime | 0s | Access tokens must be valid
					azure.signalr.max-poll-interval | -10s | Property 'MaxPollIntervalInSeconds' value should be [1,300].
					azure.signalr.max-poll-interval | 0s | Property 'MaxPollIntervalInSeconds' value should be [1,300].
					azure.signalr.max-poll-interval | 500s | Property 'MaxPollIntervalInSeconds' value should be [1,300].
					azure.signalr.connection-string | Endpoint=http://a;Version=1.0 | accesskey is required.
					azure.signalr.connection-string | AccessKey=the-secret;Version=1.0 | Connection string missing required properties endpoint.
					azure.signalr.connection-string | Endpoint=http://a;AccessKey=the-secret;Version=2.0 | Version 2.0 is not supported.
					azure.signalr.endpoints.east | Endpoint=http://a;AccessKey=the-secret;Version=1.0 | Several endpoints are not supported yet.
					azure.signalr.graceful-shutdown.timeout | 0s | Property 'GracefulShutdown.Timeout' value should be > 0.
					signalr.hub.keep-alive-interval | 0s | must be more than 0
					signalr.hub.maximum-parallel-invocations-per-client | 0 | must be able to run
					""")
	void analysisNamesPropertyProblemAndRemedy(String property, String value, String problem) {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, HubAutoConfiguration.class,
					ServiceAutoConfiguration.class, ServiceConnectionsAutoConfiguration.class))
			.withPropertyValues("azure.signalr.connection-string=" + VALID, property + "=" + value)
			.run((context) -> {
				Throwable failure = context.getStartupFailure();
				assertThat(failure).isNotNull();
				FailureAnalysis analysis = new InvalidServicePropertyFailureAnalyzer().analyze(failure);
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains(property.replace(".east", ""), problem)
					.doesNotContain("the-secret");
				assertThat(analysis.getAction()).isNotEmpty();
			});
	}

}
