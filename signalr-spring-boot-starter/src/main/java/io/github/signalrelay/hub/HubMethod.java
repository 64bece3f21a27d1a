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
 * {@link HubCallerClients}, {@link Groups}, {@link HubCancellation}, {@link HubMigration}
 * and {@link java.security.Principal}, beans of the application and what a
 * {@link HubMethodArgumentResolver} supports, which are supplied and may stand anywhere.
 * A {@code Flux}, {@code Publisher}, {@link java.util.stream.Stream} or
 * {@link java.util.Iterator} takes an <b>upload stream</b>: the client sends items while
 * the method runs. The n-th stream of the client goes to the n-th such parameter. Items
 * wait in a buffer of {@link HubOptions#streamBufferCapacity()}; when it is full, nothing
 * further is read from the client. A stream can be read once, holds no {@code null},
 * fails with a {@link HubException} when the client reports an error or sends an item
 * that does not fit, and ends with the method. Streams and iterators block, and so only
 * methods that may block can take them.
 * <p>
 * <b>Results</b> may be void, a value, or a {@code Mono} or
 * {@link java.util.concurrent.CompletionStage} of one. A method that returns one of the
 * latter two, or a {@code Flux}, is called on the thread that brought the message and
 * MUST NOT block; any other runs on the application's task executor. Calls of one client
 * run one after another unless {@link HubOptions#maximumParallelInvocationsPerClient()}
 * allows more.
 * <p>
 * <b>Streams to the client</b>: a method whose declared result is a {@code Flux},
 * {@code Publisher}, {@link java.util.stream.Stream} or {@link java.util.Iterator}, or a
 * {@code Mono} or {@link java.util.concurrent.CompletionStage} of one, sends each item as
 * it comes. Collections and {@link Iterable} are single values. Items are asked for as
 * the client's connection has room. When the client cancels or goes, the publisher is
 * cancelled; a stream is closed, and the thread that waits for its next item interrupted.
 * Any number of streams may run beside each other and beside other calls. A publisher
 * makes its items on the thread of the call at first, on Reactor's parallel scheduler
 * later; streams and iterators run on the application's task executor.
 * <p>
 * Items are asked for a few at a time. A publisher that cannot wait, such as
 * {@code Flux.interval}, needs an operator such as {@code onBackpressureDrop}.
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
