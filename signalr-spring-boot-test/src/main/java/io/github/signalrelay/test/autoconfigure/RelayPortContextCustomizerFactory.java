// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Does for the embedded relay's own port what Spring Boot does for that of the web
 * server: any free one with {@code RANDOM_PORT}, none with {@code MOCK} and {@code NONE}.
 * A port that the test itself sets stays.
 */
final class RelayPortContextCustomizerFactory implements ContextCustomizerFactory {

	static final String PROPERTY = "signalr.relay.embedded.port";

	/** Source in which tests set properties of their own. */
	private static final String INLINED = "Inlined Test Properties";

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		SpringBootTest test = TestContextAnnotationUtils.findMergedAnnotation(testClass, SpringBootTest.class);
		if (test == null || test.webEnvironment() == WebEnvironment.DEFINED_PORT) {
			return null;
		}
		return new RelayPort((test.webEnvironment() == WebEnvironment.RANDOM_PORT) ? 0 : -1);
	}

	/**
	 * Sets the port. A record, since customizers are part of the key under which contexts
	 * are kept.
	 *
	 * @param port value of the property
	 */
	private record RelayPort(int port) implements ContextCustomizer {

		@Override
		public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
			ConfigurableEnvironment environment = context.getEnvironment();
			PropertySource<?> inlined = environment.getPropertySources().get(INLINED);
			if (inlined == null || !inlined.containsProperty(PROPERTY)) {
				TestPropertyValues.of(PROPERTY + "=" + this.port).applyTo(environment);
			}
		}

	}

}
