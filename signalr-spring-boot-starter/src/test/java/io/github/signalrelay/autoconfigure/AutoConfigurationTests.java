// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.negotiate.HubPathCollisionException;
import io.github.signalrelay.negotiate.PrincipalClaims;
import io.github.signalrelay.negotiate.SpringSecurityPrincipalClaims;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.autoconfigure.RelayAutoConfiguration;
import io.github.signalrelay.relay.autoconfigure.RelayEngineAutoConfiguration;
import io.github.signalrelay.relay.autoconfigure.RelayWebFluxAutoConfiguration;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ServiceLinkOpener;
import io.github.signalrelay.service.WebSocketServiceLinkOpener;

import static org.assertj.core.api.Assertions.assertThat;

class AutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(JacksonAutoConfiguration.class,
			HubAutoConfiguration.class, ServiceAutoConfiguration.class, EmbeddedRelayAutoConfiguration.class,
			EmbeddedRelayLinksAutoConfiguration.class, ServiceConnectionsAutoConfiguration.class,
			HubNegotiateWebFluxAutoConfiguration.class, HubNegotiateWebMvcAutoConfiguration.class,
			RelayAutoConfiguration.class, RelayEngineAutoConfiguration.class, RelayWebFluxAutoConfiguration.class);

	private static final String CONNECTION_STRING = "azure.signalr.connection-string="
			+ "Endpoint=http://127.0.0.1;Port=1;AccessKey=the-secret-key-of-this-test-is-long;Version=1.0;";

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withConfiguration(ALL)
		.withUserConfiguration(OneHub.class)
		.withPropertyValues("signalr.relay.embedded.address=127.0.0.1");

	@Test
	void withoutAConnectionStringTheRelayIsEmbedded() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Relay.class).hasSingleBean(EmbeddedRelayPort.class);
			assertThat(context.getBean(ServiceLinkOpener.class)).isInstanceOf(EmbeddedServiceLinkOpener.class);
			assertThat(context.getBean(EmbeddedRelayPort.class).port()).isPositive();
		});
	}

	@Test
	void keysOfTheEmbeddedRelayDifferFromStartToStart() {
		String[] keys = new String[2];
		for (int i = 0; i < 2; i++) {
			int run = i;
			this.runner
				.run((context) -> keys[run] = context.getBean(Relay.class).settings().accessKeys().get(0).text());
		}
		assertThat(keys[0]).isNotEqualTo(keys[1]).hasSizeGreaterThan(60);
	}

	@Test
	void withAConnectionStringThereIsNoRelay() {
		this.runner.withPropertyValues(CONNECTION_STRING).run((context) -> {
			assertThat(context).doesNotHaveBean(Relay.class);
			assertThat(context.getBean(ServiceLinkOpener.class)).isInstanceOf(WebSocketServiceLinkOpener.class);
		});
	}

	@Test
	void userBeansWin() {
		this.runner.withBean(ServerId.class, () -> new ServerId("mine"))
			.withBean(HubOptions.class, () -> HubOptions.DEFAULTS.withEnableDetailedErrors(true))
			.run((context) -> {
				assertThat(context.getBean(ServerId.class).value()).isEqualTo("mine");
				assertThat(context.getBean(HubOptions.class).enableDetailedErrors()).isTrue();
			});
	}

	@Test
	void principalsAreReadWithAndWithoutSpringSecurity() {
		this.runner.run((context) -> assertThat(context.getBean(PrincipalClaims.class))
			.isInstanceOf(SpringSecurityPrincipalClaims.class));
		this.runner.withClassLoader(new FilteredClassLoader("org.springframework.security"))
			.run((context) -> assertThat(context.getBean(PrincipalClaims.class)).isSameAs(PrincipalClaims.NAME_ONLY));
	}

	@Test
	void negotiateEndpointFollowsTheKindOfWebApplication() {
		this.runner.run((context) -> assertThat(context).doesNotHaveBean("hubNegotiateHandler"));
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(OneHub.class)
			.run((context) -> assertThat(context)
				.hasSingleBean(io.github.signalrelay.negotiate.webflux.HubNegotiateHandler.class));
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(OneHub.class)
			.run((context) -> assertThat(context)
				.hasSingleBean(io.github.signalrelay.negotiate.webmvc.HubNegotiateHandler.class));
	}

	@Test
	void worksWithoutWebFrameworks() {
		this.runner
			.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive",
					"org.springframework.web.servlet", "jakarta.servlet"))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void hubsOfOnePathDoNotStart() {
		this.runner.withUserConfiguration(HubOfTheSamePath.class)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(HubDefinitionException.class)
				.rootCause()
				.hasMessageContaining("/one"));
	}

	@Test
	void hubUnderTheRelaysPathDoesNotStart() {
		this.runner.withPropertyValues("signalr.relay.embedded.base-path=/one")
			.run((context) -> assertThat(context).getFailure().hasRootCauseInstanceOf(HubPathCollisionException.class));
	}

	@Test
	void emptyConnectionStringIsNone() {
		this.runner.withPropertyValues("azure.signalr.connection-string=")
			.run((context) -> assertThat(context).hasSingleBean(Relay.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class OneHub {

		@Bean
		FirstHub first() {
			return new FirstHub();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class HubOfTheSamePath {

		@Bean
		SecondHub second() {
			return new SecondHub();
		}

	}

	@Hub("one")
	static class FirstHub {

	}

	@Hub(value = "two", path = "/one")
	static class SecondHub {

	}

}
