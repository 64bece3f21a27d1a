// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a class whose {@link HubMethod} methods SignalR clients may call. A hub is an
 * ordinary Spring bean, found by component scanning or made by a {@code @Bean} method; it
 * may be proxied. One instance serves all its clients unless the bean has another scope.
 * <p>
 * What is wrong with a hub (see {@link HubMethod}) stops the application's start with a
 * {@link HubDefinitionException}.
 *
 * <pre>
 * &#64;Hub("chat")
 * class ChatHub {
 *
 *     &#64;HubMethod
 *     void send(String text, HubCallerClients&lt;ClientProxy&gt; clients) {
 *         clients.all().send("received", text);
 *     }
 *
 * }
 * </pre>
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface Hub {

	/**
	 * Name of the hub, unique without regard to case; also the name of the bean and the
	 * qualifier of its {@link HubContext}. A letter followed by letters, digits and
	 * underscores.
	 * @return the name
	 */
	@AliasFor(annotation = Component.class, attribute = "value")
	String value();

	/**
	 * Path that clients negotiate at. The default is a slash and the name of the hub.
	 * @return the path, starting with a slash, or empty for the default
	 */
	String path() default "";

	/**
	 * Interface of the client's methods, for calls by name and type: see
	 * {@link HubClients}. The default calls clients through {@link ClientProxy}.
	 * @return the interface
	 */
	Class<?> client() default ClientProxy.class;

	/**
	 * Filters of this hub, inside of those of all hubs; the first one is outermost. If
	 * the application has a bean of a class, it is used, and is no filter of other hubs;
	 * else one is made and injected.
	 * @return classes of the filters
	 */
	Class<? extends HubFilter>[] filters() default {};

}
