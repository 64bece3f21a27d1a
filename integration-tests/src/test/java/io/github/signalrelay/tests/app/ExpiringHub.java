// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubOptionsCustomizer;

/**
 * Keeps its clients no longer than they are authenticated.
 */
@Hub("expiring")
class ExpiringHub extends LifecycleHub {

	ExpiringHub(Journal journal, @Qualifier(NAME) HubContext<ClientProxy> life) {
		super(journal, life);
	}

	/** The options of this hub. */
	@Configuration(proxyBeanMethods = false)
	static class Options {

		@Bean
		HubOptionsCustomizer expiry() {
			return (hub, options) -> hub.equals("expiring") ? options.withCloseOnAuthenticationExpiration(true)
					: options;
		}

	}

}
