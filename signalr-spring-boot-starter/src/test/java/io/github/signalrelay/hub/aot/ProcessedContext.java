// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.aot;

import java.util.function.Consumer;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.TestCompiler;

/**
 * Runs applications from the code that ahead-of-time processing wrote for them.
 */
public final class ProcessedContext {

	private ProcessedContext() {
	}

	/**
	 * Processes, compiles and starts an application.
	 * @param application its configuration
	 * @param check looks at the running application
	 */
	public static void run(Class<?> application, Consumer<GenericApplicationContext> check) {
		TestGenerationContext generation = new TestGenerationContext();
		String initializer;
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.register(application);
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
				check.accept(context);
			}
		});
	}

}
