// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.ApplicationContextAssertProvider;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubDefinitionException;
import io.github.signalrelay.hub.HubOptions;
import io.github.signalrelay.hub.HubOptionsCustomizer;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;
import io.github.signalrelay.hub.invocation.CallerScope;
import io.github.signalrelay.hub.security.AuthenticationArgumentResolver;
import io.github.signalrelay.hub.security.SecurityContextScope;
import io.github.signalrelay.negotiate.HubPathCollisionException;
import io.github.signalrelay.negotiate.PrincipalClaims;
import io.github.signalrelay.negotiate.SpringSecurityPrincipalClaims;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.autoconfigure.RelayAutoConfiguration;
import io.github.signalrelay.relay.autoconfigure.RelayEngineAutoConfiguration;
import io.github.signalrelay.relay.autoconfigure.RelayWebFluxAutoConfiguration;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.InitialEndpoints;
import io.github.signalrelay.service.websocket.WebSocketServiceLinkOpener;

import static org.assertj.core.api.Assertions.assertThat;

class AutoConfigurationTests {

	private static final AutoConfigurations ALL = AutoConfigurations.of(JacksonAutoConfiguration.class,
			HubAutoConfiguration.class, HubSecurityAutoConfiguration.class, HubSecurityWebFluxAutoConfiguration.class,
			HubSecurityWebMvcAutoConfiguration.class, ServiceAutoConfiguration.class,
			EmbeddedRelayAutoConfiguration.class, EmbeddedRelayLinksAutoConfiguration.class,
			ServiceConnectionsAutoConfiguration.class, HubNegotiateWebFluxAutoConfiguration.class,
			HubNegotiateWebMvcAutoConfiguration.class, RelayAutoConfiguration.class, RelayEngineAutoConfiguration.class,
			RelayWebFluxAutoConfiguration.class);

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
			assertThat(context.getBean(EmbeddedRelayPort.class).address("a", "/b").toString())
				.matches("http://a:[1-9][0-9]*/b");
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
			assertThat(context.getBean(InitialEndpoints.class).endpoints()).singleElement()
				.extracting(ConnectedEndpoint::opener)
				.isInstanceOf(WebSocketServiceLinkOpener.class);
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
	void hubsKnowSpringSecurityWhereItIs() {
		this.runner.run((context) -> assertThat(context).hasSingleBean(SecurityContextScope.class)
			.hasSingleBean(AuthenticationArgumentResolver.class)
			.doesNotHaveBean("hubHttpSecurityCustomizer")
			.doesNotHaveBean("hubServerHttpSecurityCustomizer"));
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(OneHub.class)
			.run((context) -> assertThat(context).hasBean("hubHttpSecurityCustomizer")
				.doesNotHaveBean("hubServerHttpSecurityCustomizer"));
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(OneHub.class)
			.run((context) -> assertThat(context).hasBean("hubServerHttpSecurityCustomizer")
				.doesNotHaveBean("hubHttpSecurityCustomizer"));
	}

	@Test
	void hubsDoWithoutSpringSecurity() {
		FilteredClassLoader without = new FilteredClassLoader("org.springframework.security",
				"org.springframework.boot.security");
		this.runner.withClassLoader(without).run(AutoConfigurationTests::assertWithoutSecurity);
		new WebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(OneHub.class)
			.withClassLoader(without)
			.run(AutoConfigurationTests::assertWithoutSecurity);
		new ReactiveWebApplicationContextRunner().withConfiguration(ALL)
			.withUserConfiguration(OneHub.class)
			.withClassLoader(without)
			.run(AutoConfigurationTests::assertWithoutSecurity);
	}

	private static void assertWithoutSecurity(ApplicationContextAssertProvider<?> context) {
		assertThat(context.getStartupFailure()).isNull();
		assertThat(context.getBeansOfType(CallerScope.class)).isEmpty();
		assertThat(context.getBean(HubRegistry.class).hubs()).hasSize(1);
	}

	@Test
	void optionsOfSingleHubs() {
		this.runner
			.withPropertyValues("signalr.hub.stream-buffer-capacity=5", "signalr.hubs.one.stream-buffer-capacity=7",
					"signalr.hubs.one.supported-protocols=MessagePack",
					"signalr.hubs.one.maximum-receive-message-size=0", "signalr.hub.keep-alive-interval=3s")
			.withBean(HubOptionsCustomizer.class,
					() -> (hub, options) -> options.withEnableDetailedErrors(hub.equals("one")))
			.run((context) -> {
				RegisteredHub chat = context.getBean(HubRegistry.class).hubs().iterator().next();
				assertThat(chat.options().streamBufferCapacity()).isEqualTo(7);
				assertThat(chat.options().enableDetailedErrors()).isTrue();
				assertThat(chat.options().maximumReceiveMessageSize()).isNull();
				assertThat(chat.options().keepAliveInterval()).hasSeconds(3);
				assertThat(chat.protocols()).containsExactly("messagepack");
				assertThat(context.getBean(HubOptions.class).streamBufferCapacity()).isEqualTo(5);
			});
	}

	@ParameterizedTest
	@CsvSource({ "1KB, 32768", "1MB, 1048576", "0, 16777216" })
	void theEmbeddedRelayTakesTheLargestMessageOfItsHubs(String ofOneHub, int bytes) {
		this.runner.withUserConfiguration(OtherHub.class)
			.withPropertyValues("signalr.hubs.one.maximum-receive-message-size=" + ofOneHub)
			.run((context) -> assertThat(context.getBean(Relay.class).settings().limits().clientMessageBytes())
				.isEqualTo(bytes));
	}

	@ParameterizedTest
	@CsvSource({ "signalr.hubs.other.keep-alive-interval=3s, signalr.hubs.other",
			"signalr.hubs.one.keep-alive-interval=0s, signalr.hubs.one.keep-alive-interval",
			"signalr.hubs.one.supported-protocols=cbor, [cbor]", "signalr.hub.supported-protocols=cbor, [cbor]" })
	void wrongOptionsOfSingleHubsStopTheStart(String property, String named) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasFailed()
				.getFailure()
				.rootCause()
				.satisfies((cause) -> assertThat((cause instanceof InvalidServicePropertyException invalid)
						? invalid.property() : cause.getMessage())
					.contains(named)));
	}

	@Test
	void connectionDetailsStandInForProperties() {
		SignalRServiceConnectionDetails details = () -> "Endpoint=http://details.example;AccessKey=the-secret;";
		for (String property : new String[] { "azure.signalr.connection-string=", CONNECTION_STRING }) {
			this.runner.withPropertyValues(property, "azure.signalr.initial-hub-server-connection-count=0")
				.withBean(SignalRServiceConnectionDetails.class, () -> details)
				.run((context) -> {
					assertThat(context).doesNotHaveBean(Relay.class);
					assertThat(context.getBean(ServiceConnections.class).states()).singleElement()
						.satisfies((state) -> assertThat(state.address()).isEqualTo("http://details.example"));
				});
		}
	}

	@Test
	void propertiesAreTheConnectionDetailsByDefault() {
		this.runner
			.withPropertyValues(CONNECTION_STRING, "azure.signalr.endpoints[east]=Endpoint=http://e;AccessKey=k;")
			.run((context) -> {
				SignalRServiceConnectionDetails details = context.getBean(SignalRServiceConnectionDetails.class);
				assertThat(details.getConnectionString()).startsWith("Endpoint=http://127.0.0.1;Port=1");
				assertThat(details.getEndpoints()).containsOnlyKeys("east");
			});
		this.runner.run((context) -> assertThat(context).doesNotHaveBean(SignalRServiceConnectionDetails.class));
	}

	@Test
	void wrongConnectionDetailsAreNamed() {
		this.runner.withBean(SignalRServiceConnectionDetails.class, () -> () -> "Endpoint=http://a;Key=the-secret")
			.run((context) -> {
				FailureAnalysis analysis = new InvalidServicePropertyFailureAnalyzer()
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription())
					.contains("SignalRServiceConnectionDetails.connectionString", "accesskey is required.")
					.doesNotContain("the-secret");
			});
	}

	@ParameterizedTest
	@CsvSource({ "true, false, true", "false, true, false" })
	void statefulReconnectsOfTheServiceWinOverThoseOfHubs(String service, String hub, boolean expected) {
		this.runner
			.withPropertyValues("azure.signalr.allow-stateful-reconnects=" + service,
					"signalr.hub.allow-stateful-reconnects=" + hub, "signalr.hubs.one.allow-stateful-reconnects=" + hub)
			.run((context) -> assertThat(
					context.getBean(HubRegistry.class).hubs().iterator().next().options().allowStatefulReconnects())
				.isEqualTo(expected));
	}

	@Test
	void hubsDecideAboutStatefulReconnectsWhereTheServiceDoesNot() {
		this.runner.withPropertyValues("signalr.hubs.one.allow-stateful-reconnects=true")
			.run((context) -> assertThat(
					context.getBean(HubRegistry.class).hubs().iterator().next().options().allowStatefulReconnects())
				.isTrue());
	}

	@Test
	void obsoleteNameOfTheConnectionCountStillWorks() {
		this.runner.withPropertyValues(CONNECTION_STRING, "azure.signalr.connection-count=3")
			.run((context) -> assertThat(context.getBean(ServiceConnectionCounts.class).initial()).isEqualTo(3));
	}

	@Test
	void optionsThatNeedAServiceAreToldWithTheEmbeddedRelay() {
		this.runner
			.withPropertyValues("azure.signalr.initial-hub-server-connection-count=10",
					"azure.signalr.proxy.host=proxy", "azure.signalr.server-sticky-mode=required")
			.run((context) -> assertThat(context.getBean(IgnoredServiceOptions.class).found())
				.containsExactly("azure.signalr.initial-hub-server-connection-count", "azure.signalr.proxy.host"));
		this.runner.run((context) -> assertThat(context.getBean(IgnoredServiceOptions.class).found()).isEmpty());
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

	@Configuration(proxyBeanMethods = false)
	static class OtherHub {

		@Bean
		ThirdHub third() {
			return new ThirdHub();
		}

	}

	@Hub("one")
	static class FirstHub {

	}

	@Hub(value = "two", path = "/one")
	static class SecondHub {

	}

	@Hub("three")
	static class ThirdHub {

	}

}
