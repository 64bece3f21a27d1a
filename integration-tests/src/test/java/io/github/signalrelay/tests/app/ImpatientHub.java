// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubContext;
import io.github.signalrelay.hub.HubOptionsCustomizer;

/**
 * Waits for its clients no longer than it must.
 */
@Hub("impatient")
class ImpatientHub extends LifecycleHub {

	ImpatientHub(Journal journal, @Qualifier(NAME) HubContext<ClientProxy> life) {
		super(journal, life);
	}

	/** The options of this hub. */
	@Configuration(proxyBeanMethods = false)
	static class Options {

		@Bean
		HubOptionsCustomizer impatience() {
			return (hub, options) -> {
				if (!hub.equals("impatient")) {
					return options;
				}
				// a client pings when it hears something
				return options.withKeepAliveInterval(Duration.ofMillis(500))
					.withClientTimeoutInterval(Duration.ofSeconds(3))
					.withClientResultTimeout(Duration.ofMillis(500));
			};
		}

	}

}
