// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the method of a {@link Hub} that runs once when a client has gone, however that
 * came about, provided that {@link OnConnected} had succeeded. At most one method of a
 * hub has it. It takes the supplied parameters of {@link HubMethod}, and a
 * {@code @Nullable Throwable}: why the connection failed, or {@code null} when it ended
 * in the ordinary way (the client closed it, or it was {@linkplain HubCaller#abort()
 * aborted}).
 * <p>
 * Hub methods that still run are not waited for. An exception is logged.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnDisconnected {

}
