// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets clients call a method of a {@link Hub}. Names are compared without regard to case;
 * overloads, generic, static and private methods are refused at start. The annotation is
 * also found on overridden methods and on the methods of interfaces.
 * <p>
 * <b>Parameters</b> take the client's arguments in order, except for {@link HubCaller},
 * {@link HubCallerClients}, {@link Groups} and {@link java.security.Principal}, which are
 * supplied and may stand anywhere.
 * <p>
 * <b>Results</b> may be void, a value, or a {@code Mono} or
 * {@link java.util.concurrent.CompletionStage} of one. A method that returns one of the
 * latter two is called on the thread that brought the message and MUST NOT block; any
 * other runs on the application's task executor. Calls of one client run one after
 * another unless {@link HubOptions#maximumParallelInvocationsPerClient()} allows more.
 * <p>
 * <b>Exceptions</b> reach the caller as a general sentence; a {@link HubException} also
 * shows its message.
 * <p>
 * On a method of a client interface ({@link Hub#client()}) the annotation gives the name
 * that is sent to clients.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface HubMethod {

	/**
	 * Name that clients use. It replaces the method's own name.
	 * @return the name, or empty for the method's own
	 */
	String value() default "";

}
