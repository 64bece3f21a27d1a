// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Clock;

import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.task.ThreadPoolTaskExecutorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.negotiate.NegotiateTargets;
import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.token.AccessKey;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.service.RoutedNegotiateTargets;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.endpoint.AccessKeyAccess;
import io.github.signalrelay.service.endpoint.EndpointAccessFactory;
import io.github.signalrelay.service.endpoint.EndpointConnector;
import io.github.signalrelay.service.endpoint.EndpointRouter;
import io.github.signalrelay.service.endpoint.InitialEndpoints;
import io.github.signalrelay.service.identity.IdentityAccesses;
import io.github.signalrelay.service.shutdown.GracefulShutdownSettings;
import io.github.signalrelay.service.websocket.ServiceProxy;
import io.github.signalrelay.service.websocket.WebSocketServiceLinkOpener;

/**
 * Auto-configuration for hubs whose clients connect to a service: relays that run on
 * their own, or Azure SignalR Service.
 */
@AutoConfiguration(after = HubAutoConfiguration.class)
@ConditionalOnBean(HubRegistry.class)
@Conditional(ServiceConfiguredCondition.class)
@EnableConfigurationProperties(ServiceProperties.class)
public final class ServiceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EndpointAccessFactory signalREndpointAccessFactory(ServiceProperties properties,
			ObjectProvider<IdentityAccesses> identities) {
		return (endpoint) -> (endpoint.connectionString().credential() instanceof AccessKey key)
				? withKey(key, endpoint.connectionString(), properties) : identities.getObject().accessTo(endpoint);
	}

	private static AccessKeyAccess withKey(AccessKey key, ConnectionString connectionString,
			ServiceProperties properties) {
		return new AccessKeyAccess(connectionString, properties.applicationName(),
				new AccessTokenIssuer(key, properties.accessTokenAlgorithm(), Clock.systemUTC()),
				properties.accessTokenLifetime());
	}

	@Bean
	@ConditionalOnMissingBean
	SignalRServiceConnectionDetails signalRServiceConnectionDetails(Environment environment) {
		return new PropertiesSignalRServiceConnectionDetails(environment);
	}

	@Bean
	@ConditionalOnMissingBean
	InitialEndpoints signalRInitialEndpoints(SignalRServiceConnectionDetails details, EndpointConnector connector) {
		return new InitialEndpoints(ConfiguredEndpoints.of(details).stream().map(connector::connect).toList());
	}

	@Bean
	@ConditionalOnMissingBean
	ServiceConnectionCounts signalRServiceConnectionCounts(ServiceProperties properties) {
		return new ServiceConnectionCounts(properties.initialHubServerConnectionCount(),
				properties.maxHubServerConnectionCount());
	}

	@Bean
	@ConditionalOnMissingBean
	GracefulShutdownSettings signalRGracefulShutdownSettings(ServiceProperties properties) {
		ServicePropertiesValidation.validate(properties);
		return properties.gracefulShutdownSettings();
	}

	/**
	 * An executor that Spring Boot makes ends ahead of everything else, when hubs whose
	 * clients have not gone yet still need it.
	 */
	@Bean
	@ConditionalOnMissingBean(name = "signalRShutdownTaskExecutorCustomizer")
	ThreadPoolTaskExecutorCustomizer signalRShutdownTaskExecutorCustomizer(GracefulShutdownSettings shutdown) {
		return (executor) -> {
			if (shutdown.isGraceful()) {
				executor.setAcceptTasksAfterContextClose(true);
			}
		};
	}

	@Bean(destroyMethod = "dispose")
	@ConditionalOnMissingBean(name = "signalRServiceLoopResources")
	LoopResources signalRServiceLoopResources() {
		return LoopResources.create("signalr-service-io", LoopResources.DEFAULT_IO_WORKER_COUNT, true);
	}

	@Bean
	@ConditionalOnMissingBean
	EndpointConnector signalREndpointConnector(EndpointAccessFactory accesses, ServiceProperties properties,
			LoopResources signalRServiceLoopResources, ObjectProvider<SslBundles> bundles) {
		ServiceProxy proxy = properties.proxy().toServiceProxy();
		String bundle = properties.ssl().bundle();
		if (bundle == null || bundle.isEmpty()) {
			return new EndpointConnector(accesses,
					(access) -> new WebSocketServiceLinkOpener(access, signalRServiceLoopResources, proxy));
		}
		ServiceTls tls = ServiceTls.ofBundle(bundle, bundles.getIfAvailable());
		return new EndpointConnector(accesses,
				(access) -> new WebSocketServiceLinkOpener(access, signalRServiceLoopResources, proxy, tls));
	}

	@Bean
	@ConditionalOnMissingBean
	NegotiateTargets signalRNegotiateTargets(ObjectProvider<ServiceConnections> connections,
			ObjectProvider<EndpointRouter> router) {
		SingletonSupplier<NegotiateTargets> targets = SingletonSupplier
			.of(() -> new RoutedNegotiateTargets(connections.getObject(), router.getObject()));
		return (context) -> targets.obtain().targetFor(context);
	}

}
