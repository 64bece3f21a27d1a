// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link Hub} that runs when a client has connected, before any of
 * its messages. At most one method of a hub has it. It takes the supplied parameters of
 * {@link HubMethod} and no others, and returns nothing, or a {@code Mono} or
 * {@link java.util.concurrent.CompletionStage} that ends when the client is welcome.
 * <p>
 * An exception refuses the client: its connection is closed with an error, and
 * {@link OnDisconnected} does not run.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnConnected {

}
