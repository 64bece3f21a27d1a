// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.test.autoconfigure;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests hubs alone: an application context with the hubs, what they need of SignalR and
 * Jackson, and an {@link io.github.signalrelay.test.HubTester} that connects clients to
 * them. No web server is made and no port opened.
 * <p>
 * Of the application's own beans there are the hubs, and beans of the types by which
 * applications shape hubs, such as {@code HubFilter}, {@code HubOptionsCustomizer},
 * {@code HubMethodArgumentResolver}, {@code HubExceptionNameResolver},
 * {@code UserIdProvider} and {@code ClaimsProvider}. What else a hub needs is mocked with
 * {@code @MockitoBean} or imported, also a configuration with
 * {@code @EnableMethodSecurity}.
 * <p>
 * For the whole application use {@code @SpringBootTest}; a {@code HubTester} is there as
 * well.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(SignalRHubTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(SignalRHubTypeExcludeFilter.class)
@ImportAutoConfiguration
public @interface SignalRHubTest {

	/**
	 * Properties of the test, each {@code name=value}.
	 * @return the properties
	 */
	String[] properties() default {};

	/**
	 * The same as {@link #hubs}.
	 * @return classes of the hubs
	 */
	@AliasFor("hubs")
	Class<?>[] value() default {};

	/**
	 * Hubs to test. All hubs that component scanning finds if there are none.
	 * @return classes of the hubs
	 */
	@AliasFor("value")
	Class<?>[] hubs() default {};

	/**
	 * Whether beans are left out as described above.
	 * @return {@code false} for {@link #includeFilters} only
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Beans to take in additionally.
	 * @return the filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Beans to leave out additionally.
	 * @return the filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations to leave out.
	 * @return their classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
