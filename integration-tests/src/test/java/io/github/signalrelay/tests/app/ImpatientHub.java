// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.app;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import io.github.signalrelay.hub.Hub;
import io.github.signalrelay.hub.HubOptionsCustomizer;

/**
 * Waits for its clients no longer than it must.
 */
@Hub("impatient")
class ImpatientHub extends LifecycleHub {

	ImpatientHub(Journal journal) {
		super(journal);
	}

	/** The options of this hub. */
	@Configuration(proxyBeanMethods = false)
	static class Options {

		@Bean
		HubOptionsCustomizer impatience() {
			return (hub,
					options) -> hub.equals("impatient") ? options.withClientTimeoutInterval(Duration.ofSeconds(3))
						.withKeepAliveInterval(Duration.ofMillis(500)) // a client pings
																		// when it hears
																		// something
						.withClientResultTimeout(Duration.ofMillis(500)) : options;
		}

	}

}
