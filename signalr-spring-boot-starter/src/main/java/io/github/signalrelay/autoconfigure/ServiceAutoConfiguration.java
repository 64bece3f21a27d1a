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

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.negotiate.NegotiateTarget;
import io.github.signalrelay.negotiate.NegotiateTargets;
import io.github.signalrelay.protocol.connection.ConnectionString;
import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.shutdown.GracefulShutdownSettings;
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
	ConnectionString signalRConnectionString(ServiceProperties properties) {
		ServicePropertiesValidation.validate(properties);
		return ConfiguredEndpoint.of(properties);
	}

	@Bean
	@ConditionalOnMissingBean
	AccessTokenIssuer signalRAccessTokenIssuer(ConnectionString connectionString, ServiceProperties properties) {
		return new AccessTokenIssuer(connectionString.accessKey(), properties.accessTokenAlgorithm(),
				Clock.systemUTC());
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
	ServiceLinkOpener signalRServiceLinkOpener(ConnectionString connectionString, AccessTokenIssuer issuer,
			ServiceProperties properties, LoopResources signalRServiceLoopResources,
			ObjectProvider<SslBundles> bundles) {
		ConnectionStringAccess access = new ConnectionStringAccess(connectionString, issuer,
				properties.accessTokenLifetime());
		String bundle = properties.ssl().bundle();
		return (bundle == null || bundle.isEmpty())
				? new WebSocketServiceLinkOpener(access, signalRServiceLoopResources,
						properties.proxy().toServiceProxy())
				: new WebSocketServiceLinkOpener(access, signalRServiceLoopResources,
						properties.proxy().toServiceProxy(), ServiceTls.ofBundle(bundle, bundles.getIfAvailable()));
	}

	@Bean
	@ConditionalOnMissingBean
	NegotiateTargets signalRNegotiateTargets(ConnectionString connectionString, AccessTokenIssuer issuer,
			ServiceProperties properties, ObjectProvider<ServiceConnections> connections) {
		NegotiateTarget target = new NegotiateTarget(new ServiceUrls(connectionString, properties.applicationName()),
				issuer);
		return (context) -> connections.getObject().isOnline(context.hub()) ? target : null;
	}

}
