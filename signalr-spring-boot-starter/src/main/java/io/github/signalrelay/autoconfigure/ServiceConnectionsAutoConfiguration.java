// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Duration;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.security.core.Authentication;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.negotiate.AuthenticationExpiry;
import io.github.signalrelay.negotiate.ClaimsProvider;
import io.github.signalrelay.negotiate.ClientTokens;
import io.github.signalrelay.negotiate.DiagnosticClientFilter;
import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.negotiate.HubPaths;
import io.github.signalrelay.negotiate.NegotiateTargets;
import io.github.signalrelay.negotiate.PrincipalClaims;
import io.github.signalrelay.negotiate.RequestIdProvider;
import io.github.signalrelay.negotiate.SpringSecurityAuthenticationExpiry;
import io.github.signalrelay.negotiate.SpringSecurityPrincipalClaims;
import io.github.signalrelay.negotiate.TransportTypeDetector;
import io.github.signalrelay.negotiate.UserIdProvider;
import io.github.signalrelay.protocol.connection.ClientRequest;
import io.github.signalrelay.service.LoggedServiceEvents;
import io.github.signalrelay.service.ServerId;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.ServiceEndpoints;
import io.github.signalrelay.service.ServiceEventHandler;
import io.github.signalrelay.service.WireHubName;
import io.github.signalrelay.service.ack.AckRegistry;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.container.ServiceEnvironment;
import io.github.signalrelay.service.endpoint.DefaultEndpointRouter;
import io.github.signalrelay.service.endpoint.EndpointConnector;
import io.github.signalrelay.service.endpoint.EndpointRouter;
import io.github.signalrelay.service.endpoint.InitialEndpoints;
import io.github.signalrelay.service.reload.EndpointReload;
import io.github.signalrelay.service.shutdown.GracefulShutdown;
import io.github.signalrelay.service.shutdown.GracefulShutdownHook;
import io.github.signalrelay.service.shutdown.GracefulShutdownSettings;

/**
 * Auto-configuration for what hubs need towards any relay, be it a service or the one of
 * this process: service connections, and the core of the negotiate endpoint.
 */
@AutoConfiguration(after = { HubAutoConfiguration.class, ServiceAutoConfiguration.class,
		EmbeddedRelayLinksAutoConfiguration.class })
@ConditionalOnBean({ HubRegistry.class, InitialEndpoints.class })
@EnableConfigurationProperties(ServiceProperties.class)
public final class ServiceConnectionsAutoConfiguration {

	/** Between our own limits and the moment when Spring gives up on us. */
	private static final Duration STOP_MARGIN = Duration.ofSeconds(5);

	private static final String ENVIRONMENT_CHANGE = "org.springframework.cloud.context.environment.EnvironmentChangeEvent";

	@Bean
	@ConditionalOnMissingBean
	ServerId signalRServerId() {
		return ServerId.random();
	}

	@Bean(destroyMethod = "dispose")
	@ConditionalOnMissingBean(name = "signalRServiceScheduler")
	Scheduler signalRServiceScheduler() {
		return Schedulers.newSingle("signalr-service", true);
	}

	@Bean
	@ConditionalOnMissingBean
	AckRegistry signalRAckRegistry(@Qualifier("signalRServiceScheduler") Scheduler scheduler) {
		return new AckRegistry(scheduler);
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceEnvironment signalRServiceEnvironment(ServerId serverId, AckRegistry acks,
			@Qualifier("signalRServiceScheduler") Scheduler scheduler, GracefulShutdownSettings shutdown,
			ServiceEventHandler events) {
		return new ServiceEnvironment(serverId, acks, scheduler, shutdown.migrationLevel(), events);
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceEventHandler signalRServiceEventHandler() {
		return new LoggedServiceEvents();
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceConnections signalRServiceConnections(HubRegistry registry, WireHubName hubNames, InitialEndpoints endpoints,
			EndpointRouter router, ServiceEnvironment environment, ServiceConnectionCounts counts,
			ServiceProperties properties, GracefulShutdown shutdown) {
		return new ServiceConnections(registry, hubNames, endpoints.endpoints(), router, environment, counts,
				properties.serviceScaleTimeout(), shutdown);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(EndpointConnector.class)
	ServiceEndpoints signalRServiceEndpoints(ServiceConnections connections, EndpointConnector connector,
			SignalRServiceConnectionDetails details) {
		return new ServiceEndpoints(connections, new EndpointReload(connections.scale(), connector),
				() -> ConfiguredEndpoints.of(details));
	}

	/** Spring Cloud tells so when properties have changed; it need not be there. */
	@Bean
	@ConditionalOnBean(ServiceEndpoints.class)
	ApplicationListener<ApplicationEvent> signalREnvironmentChangeListener(ServiceEndpoints endpoints) {
		return (event) -> {
			if (event.getClass().getName().equals(ENVIRONMENT_CHANGE)) {
				endpoints.refresh();
			}
		};
	}

	@Bean
	@ConditionalOnMissingBean
	EndpointRouter signalREndpointRouter() {
		return new DefaultEndpointRouter();
	}

	@Bean
	@ConditionalOnMissingBean
	GracefulShutdown signalRGracefulShutdown(GracefulShutdownSettings settings,
			ObjectProvider<GracefulShutdownHook> hooks, @Qualifier("signalRServiceScheduler") Scheduler scheduler,
			ObjectProvider<DefaultLifecycleProcessor> lifecycle) {
		if (settings.isGraceful()) {
			long needed = settings.timeout().plus(ServiceConnections.CLOSE_TIMEOUT).plus(STOP_MARGIN).toMillis();
			lifecycle
				.ifAvailable((processor) -> processor.setTimeoutForShutdownPhase(ServiceConnections.PHASE, needed));
		}
		return new GracefulShutdown(settings, hooks.orderedStream().toList(), scheduler);
	}

	@Bean
	@ConditionalOnMissingBean
	WireHubName signalRWireHubName(ServiceProperties properties) {
		return new WireHubName(properties.applicationName());
	}

	@Bean
	@ConditionalOnMissingBean
	RequestIdProvider signalRRequestIdProvider() {
		return ClientRequest::newRequestId;
	}

	@Bean
	@ConditionalOnMissingBean
	UserIdProvider signalRUserIdProvider() {
		return (context) -> (context.principal() != null) ? context.principal().getName() : null;
	}

	@Bean
	@ConditionalOnMissingBean
	PrincipalClaims signalRPrincipalClaims() {
		return PrincipalClaims.NAME_ONLY;
	}

	@Bean
	@ConditionalOnMissingBean
	AuthenticationExpiry signalRAuthenticationExpiry() {
		return AuthenticationExpiry.NEVER;
	}

	@Bean
	@ConditionalOnMissingBean
	HubNegotiator signalRHubNegotiator(HubPaths paths, RequestIdProvider requestIds, NegotiateTargets targets,
			ClientTokens tokens, ServiceProperties properties) {
		return new HubNegotiator(paths, requestIds, targets, tokens, properties.claimsInRelay());
	}

	@Bean
	@ConditionalOnMissingBean
	ClientTokens signalRClientTokens(ServerId serverId, ServiceProperties properties, UserIdProvider userIds,
			PrincipalClaims principalClaims, AuthenticationExpiry expiry, ObjectProvider<ClaimsProvider> claimsProvider,
			ObjectProvider<TransportTypeDetector> transports, ObjectProvider<DiagnosticClientFilter> diagnostics) {
		return new ClientTokens(serverId.value(), properties.serverStickyMode(), properties.accessTokenLifetime(),
				properties.maxPollInterval(), userIds, principalClaims, expiry, claimsProvider.getIfAvailable(),
				transports.getIfAvailable(), diagnostics.getIfAvailable());
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Authentication.class)
	static class SpringSecurityConfiguration {

		@Bean
		@ConditionalOnMissingBean
		PrincipalClaims signalRPrincipalClaims() {
			return new SpringSecurityPrincipalClaims();
		}

		@Bean
		@ConditionalOnMissingBean
		AuthenticationExpiry signalRAuthenticationExpiry() {
			return new SpringSecurityAuthenticationExpiry();
		}

	}

}
