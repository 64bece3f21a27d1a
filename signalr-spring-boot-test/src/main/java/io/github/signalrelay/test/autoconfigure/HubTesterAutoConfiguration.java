// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.autoconfigure;

import java.util.List;

import com.microsoft.signalr.HubConnection;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import io.github.signalrelay.autoconfigure.ServiceConnectionsAutoConfiguration;
import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.negotiate.HubNegotiator;
import io.github.signalrelay.negotiate.NegotiateTargets;
import io.github.signalrelay.protocol.hub.HubProtocol;
import io.github.signalrelay.relay.Relay;
import io.github.signalrelay.test.HubTester;
import io.github.signalrelay.test.server.JavaHubClients;
import io.github.signalrelay.test.server.LocalHubs;

/**
 * Auto-configuration for the beans that tests of hubs inject. Made when they are asked
 * for, so that tests without clients pay nothing.
 */
@AutoConfiguration(after = ServiceConnectionsAutoConfiguration.class)
@ConditionalOnBean({ HubRegistry.class, HubNegotiator.class })
public final class HubTesterAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	HubTester hubTester(HubRegistry registry, HubNegotiator negotiator, ObjectProvider<Relay> relay,
			List<HubProtocol> protocols) {
		Relay embedded = relay.getIfAvailable();
		if (embedded == null) {
			throw new IllegalStateException("HubTester needs the embedded relay, but the hubs of this application use a"
					+ " service. Set 'azure.signalr.connection-string' to nothing in the test, and remove"
					+ " 'azure.signalr.endpoints'.");
		}
		return new HubTester(registry, negotiator, embedded, protocols);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	LocalHubs localHubs(ApplicationContext context, HubRegistry registry, NegotiateTargets targets) {
		return new LocalHubs(context, registry, targets);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HubConnection.class)
	static class JavaClientConfiguration {

		@Bean
		@Lazy
		@ConditionalOnMissingBean
		JavaHubClients javaHubClients(LocalHubs hubs) {
			return new JavaHubClients(hubs);
		}

	}

}
