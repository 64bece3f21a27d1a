// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.util.concurrent.CompletableFuture;

import com.azure.core.credential.TokenCredential;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.service.endpoint.EndpointAccessFactory;
import io.github.signalrelay.service.identity.AzureIdentityTokens;
import io.github.signalrelay.service.identity.EntraTokenProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Where the tokens of an {@code AuthType} come from. */
class ServiceIdentityTests {

	private static final String IDENTITY = "azure.signalr.connection-string=Endpoint=http://127.0.0.1;Port=1;AuthType=azure";

	private static final String KEY = "azure.signalr.connection-string=Endpoint=http://127.0.0.1;Port=1;AccessKey=k";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JacksonAutoConfiguration.class, HubAutoConfiguration.class,
				ServiceAutoConfiguration.class, ServiceIdentityAutoConfiguration.class,
				ServiceConnectionsAutoConfiguration.class))
		.withUserConfiguration(OneHub.class)
		.withPropertyValues("azure.signalr.initial-hub-server-connection-count=0");

	private static final EntraTokenProvider OWN = (endpoint) -> CompletableFuture.completedFuture("token");

	@Test
	void theLibraryIsUsedWhereItIs() {
		this.runner.withPropertyValues(KEY)
			.run((context) -> assertThat(context.getBean(EntraTokenProvider.class))
				.isInstanceOf(AzureIdentityTokens.class));
	}

	@Test
	void beansOfTheApplicationComeFirst() {
		this.runner.withPropertyValues(KEY)
			.withBean(EntraTokenProvider.class, () -> OWN)
			.run((context) -> assertThat(context.getBean(EntraTokenProvider.class)).isSameAs(OWN));
		this.runner.withPropertyValues(KEY)
			.withBean(TokenCredential.class, () -> (request) -> Mono.empty())
			.run((context) -> assertThat(context.getBean(EntraTokenProvider.class))
				.isNotInstanceOf(AzureIdentityTokens.class));
	}

	@Test
	void withoutTheLibraryTheStartEndsWithTheRemedy() {
		for (String missing : new String[] { "com.azure", "com.azure.identity" }) {
			this.runner.withPropertyValues(IDENTITY)
				.withClassLoader(new FilteredClassLoader(missing))
				.run((context) -> assertThat(context.getStartupFailure()).rootCause()
					.isInstanceOfSatisfying(InvalidServicePropertyException.class,
							(failure) -> assertThat(failure.remedy()).contains("com.azure:azure-identity")));
		}
	}

	@Test
	void withAKeyTheLibraryIsNotNeeded() {
		for (String missing : new String[] { "com.azure", "com.azure.identity" }) {
			this.runner.withPropertyValues(KEY)
				.withClassLoader(new FilteredClassLoader(missing))
				.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(EndpointAccessFactory.class));
		}
	}

	@Hub("one")
	static class OneHub {

	}

}
