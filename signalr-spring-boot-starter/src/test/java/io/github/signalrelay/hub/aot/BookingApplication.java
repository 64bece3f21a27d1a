// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;

import io.github.signalrelay.autoconfigure.HubAutoConfiguration;
import io.github.signalrelay.hub.ClientProxy;
import io.github.signalrelay.hub.HubContext;

/** An application with hubs of several kinds. */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration(HubAutoConfiguration.class)
@Import({ BookingHub.class, BookingHub.Prices.class, BookingApplication.Bell.class })
class BookingApplication {

	@Bean
	@Scope("prototype")
	static OwnHub ownHub() {
		return new OwnHub();
	}

	/**
	 * Uses hubs from outside.
	 *
	 * @param guests clients of one hub
	 * @param own clients of the other
	 */
	record Bell(HubContext<BookingHub.Guest> guests, HubContext<ClientProxy> own) {
	}

}
