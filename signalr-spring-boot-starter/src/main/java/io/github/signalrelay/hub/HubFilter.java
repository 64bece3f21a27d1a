// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

/**
 * Runs around the calls, connects and disconnects of hubs. Every bean of this type is a
 * filter of all hubs; a class that is listed in {@link Hub#filters()} is one of the hubs
 * that list it, and of no others. The filters of all hubs come first, in the order of
 * {@link org.springframework.core.annotation.Order @Order} and
 * {@link org.springframework.core.Ordered}, then those of the hub, in the order of the
 * list. The first one is outermost.
 * <p>
 * <b>Going on</b>: {@code next.proceed(...)} runs the filters behind this one and then
 * the method, whatever it returns: the stage completes with the value of a method that
 * blocks, and with what a {@code Mono} or {@link CompletionStage} ends with; for a
 * streaming method with the stream, which has not started. What the method throws fails
 * the stage. So work behind a method belongs into stages, which wait for both worlds
 * alike:
 *
 * <pre>
 * class TimingFilter implements HubFilter {
 *
 *     &#64;Override
 *     public CompletionStage&lt;?&gt; invoke(HubInvocation invocation, Next&lt;HubInvocation&gt; next) {
 *         long start = System.nanoTime();
 *         return next.proceed(invocation)
 *             .whenComplete((result, error) -&gt; record(invocation.methodName(), System.nanoTime() - start));
 *     }
 *
 * }
 * </pre>
 *
 * A method that blocks has ended when {@code proceed} returns, so that
 * {@code try ... finally} around it works, too.
 * <p>
 * <b>Not going on</b>: a filter that returns a stage of its own answers in the place of
 * the method, for a streaming method with a stream. One that throws, or whose stage
 * fails, fails the call, connect or disconnect as if the method had thrown: a
 * {@link HubException} is told to the client, others stay on the server.
 * <p>
 * <b>Threads</b>: around a method that may block, a filter runs on the application's task
 * executor and may block, too. Around any other it runs on the thread that brought the
 * message, and MUST NOT block. Connects and disconnects of a hub with filters run on the
 * executor. {@code proceed} may be called later and from any thread.
 * <p>
 * One filter serves all clients, from many threads.
 */
public interface HubFilter {

	/**
	 * Around a call of a hub method. The arguments fit the method and the caller may call
	 * it: what does not fit, or is refused by Spring Security's annotations, is answered
	 * without filters.
	 * @param invocation the call
	 * @param next goes on
	 * @return completes with the result for the client: written as the type that the
	 * method declares, or as what it is when it is of another type
	 * @throws Exception if the call has failed
	 */
	default CompletionStage<?> invoke(HubInvocation invocation, Next<HubInvocation> next) throws Exception {
		return next.proceed(invocation);
	}

	/**
	 * Around the connect of a client, whether or not the hub has an {@link OnConnected}
	 * method. A failure refuses the client: nothing of it reaches the hub, and no
	 * disconnect follows.
	 * @param connect the connect
	 * @param next goes on
	 * @return completes when the client is welcome
	 * @throws Exception if the client is refused
	 */
	default CompletionStage<?> connect(HubConnect connect, Next<HubConnect> next) throws Exception {
		return next.proceed(connect);
	}

	/**
	 * Around the disconnect of a client whose connect has succeeded, whether or not the
	 * hub has an {@link OnDisconnected} method; once for each client. A failure is
	 * logged.
	 * @param disconnect the disconnect
	 * @param next goes on
	 * @return completes when the disconnect is done
	 * @throws Exception if something fails
	 */
	default CompletionStage<?> disconnect(HubDisconnect disconnect, Next<HubDisconnect> next) throws Exception {
		return next.proceed(disconnect);
	}

	/**
	 * The filters behind a filter, and the method behind them.
	 *
	 * @param <C> what is under way
	 */
	@FunctionalInterface
	interface Next<C> {

		/**
		 * Goes on.
		 * @param context what is under way, as the next filter is to see it
		 * @return completes with the result, or fails with what the method or a filter
		 * has thrown
		 */
		CompletionStage<@Nullable Object> proceed(C context);

	}

}
