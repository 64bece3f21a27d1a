// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.autoconfigure;

import java.time.Clock;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.negotiate.NegotiateTargets;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;
import io.github.signalrelay.protocol.token.SigningKey;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.relay.autoconfigure.RelayEngineAutoConfiguration;
import io.github.signalrelay.relay.autoconfigure.RelayHttpProperties;
import io.github.signalrelay.service.ServiceConnections;
import io.github.signalrelay.service.connection.ServiceLinkOpener;
import io.github.signalrelay.service.container.ServiceConnectionCounts;
import io.github.signalrelay.service.endpoint.ConnectedEndpoint;
import io.github.signalrelay.service.endpoint.InitialEndpoints;
import io.github.signalrelay.service.shutdown.GracefulShutdownSettings;

/**
 * Auto-configuration that joins hubs to the relay of the same process, and opens a port
 * for it where the web server cannot share its own.
 */
@AutoConfiguration(after = { EmbeddedRelayAutoConfiguration.class, RelayEngineAutoConfiguration.class })
@ConditionalOnBean({ EmbeddedRelayProperties.class, Relay.class })
@EnableConfigurationProperties(RelayHttpProperties.class)
public final class EmbeddedRelayLinksAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ServiceLinkOpener signalRServiceLinkOpener(Relay relay) {
		return new EmbeddedServiceLinkOpener(relay.embeddedLinks());
	}

	@Bean
	@ConditionalOnMissingBean
	InitialEndpoints signalRInitialEndpoints(ServiceLinkOpener opener) {
		return new InitialEndpoints(List.of(ConnectedEndpoint.inProcess(opener)));
	}

	/**
	 * One is enough: a link within the process has no socket that could be the
	 * bottleneck.
	 */
	@Bean
	@ConditionalOnMissingBean
	ServiceConnectionCounts signalRServiceConnectionCounts() {
		return new ServiceConnectionCounts(1, 1);
	}

	/** The clients live and die with the process: there is nothing to wait for. */
	@Bean
	@ConditionalOnMissingBean
	GracefulShutdownSettings signalRGracefulShutdownSettings() {
		return GracefulShutdownSettings.OFF;
	}

	@Bean
	@ConditionalOnMissingBean
	AccessTokenIssuer signalRAccessTokenIssuer(Relay relay, ServiceProperties properties) {
		return new AccessTokenIssuer(() -> new SigningKey(relay.accessKeys().primary(), null),
				properties.accessTokenAlgorithm(), Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean(value = EmbeddedRelayPort.class, name = "signalRRelayTakeover")
	EmbeddedRelayPort signalREmbeddedRelayPort(Relay relay, EmbeddedRelayProperties properties,
			RelayHttpProperties limits, HubRegistry hubs, ObjectProvider<SslBundles> bundles,
			ObjectProvider<ServerProperties> server) {
		EmbeddedRelayBundle bundle = new EmbeddedRelayBundle(properties.ssl(), bundles.getIfAvailable(),
				server.getIfAvailable());
		return new EmbeddedRelayPort(relay, properties, limits, bundle, !hubs.hubs().isEmpty());
	}

	@Bean
	@ConditionalOnMissingBean
	NegotiateTargets signalRNegotiateTargets(Relay relay, AccessTokenIssuer issuer, ServiceProperties service,
			EmbeddedRelayProperties embedded, ObjectProvider<EmbeddedRelayPort> ownPort,
			ObjectProvider<ServiceConnections> connections) {
		return new EmbeddedNegotiateTargets(relay, issuer, service.applicationName(), embedded,
				ownPort.getIfAvailable(), (hub, claims) -> connections.getObject().storeInProcess(hub, claims));
	}

}
