// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import org.junit.jupiter.api.Test;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;

import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with hubs, started from the code that ahead-of-time processing wrote.
 */
@CompileWithForkedClassLoader
class ProcessedApplicationTests {

	@Test
	void hubsAndTheirContextsAreThere() {
		ProcessedContext.run(BookingApplication.class, ProcessedApplicationTests::check);
	}

	private static void check(GenericApplicationContext context) {
		assertThat(context.getBean(HubRegistry.class).hubs()).extracting(RegisteredHub::name)
			.containsExactlyInAnyOrder("booking", "own");
		BookingApplication.Bell bell = context.getBean(BookingApplication.Bell.class);
		assertThat(bell.guests().hub()).isEqualTo("booking");
		assertThat(bell.own().hub()).isEqualTo("own");
		assertThat(context.getBean(BookingHub.class).context).isSameAs(bell.guests());
		assertThat(context.getBean(BookingHub.Prices.class).filters).isEqualTo(1);
		assertThat(bell.guests().clients().all()).isInstanceOf(BookingHub.Guest.class);
	}

}
