// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import org.junit.jupiter.api.Test;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import io.github.signalrelay.hub.dispatch.HubRegistry;
import io.github.signalrelay.hub.dispatch.RegisteredHub;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with hubs, started from the code that ahead-of-time processing wrote.
 */
@CompileWithForkedClassLoader
class ProcessedApplicationTests {

	@Test
	void hubsAndTheirContextsAreThere() {
		TestGenerationContext generation = new TestGenerationContext();
		String initializer;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(BookingApplication.class);
			initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation).toString();
		}
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			@SuppressWarnings("unchecked")
			ApplicationContextInitializer<GenericApplicationContext> generated = compiled
				.getInstance(ApplicationContextInitializer.class, initializer);
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				generated.initialize(context);
				context.refresh();
				check(context);
			}
		});
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
