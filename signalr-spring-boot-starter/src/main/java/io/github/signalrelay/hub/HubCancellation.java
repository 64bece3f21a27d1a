// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;

/**
 * Tells a hub method that nobody waits for it any more: its client has cancelled the call
 * or the stream, or has gone. A parameter of this type is supplied and may stand
 * anywhere. May be kept and used by any thread; what comes behind the end of the call
 * does not cancel it. In {@link OnConnected} and {@link OnDisconnected} methods it tells
 * of the connection's end.
 *
 * <pre>
 * &#64;HubMethod
 * Stream&lt;Reading&gt; readings(HubCancellation cancellation) {
 *     return Stream.generate(this.sensor::read).takeWhile((reading) -&gt; !cancellation.isCancelled());
 * }
 * </pre>
 *
 * It asks, and does not force: a method may return as if nothing had happened. A client
 * that has cancelled a call gets the result or the error that the method ends with.
 * Without a parameter, a cancel stops what can be stopped: a stream as {@link HubMethod}
 * says, and the {@code Mono} of a call that the client has cancelled. A {@code Mono} goes
 * on when its client has gone.
 */
public interface HubCancellation {

	/**
	 * Whether the call was cancelled.
	 * @return {@code true} from the cancel on
	 */
	boolean isCancelled();

	/**
	 * Signal of the cancel. Its callbacks run on a thread that may block.
	 * @return completes when the call is cancelled, never with an error, and never when
	 * the call ends otherwise
	 */
	CompletionStage<Void> cancelled();

	/**
	 * Ends a method that was cancelled.
	 * @throws CancellationException if the call was cancelled
	 */
	default void throwIfCancelled() {
		if (isCancelled()) {
			throw new CancellationException("The call was cancelled.");
		}
	}

}
