// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

import org.jspecify.annotations.Nullable;

/**
 * Disconnect of a client, as a {@link HubFilter} sees it. Made by the library.
 *
 * @param caller the client, which can no longer be reached
 * @param hubName name of the hub
 * @param hubType class of the hub, not of a proxy around it
 * @param hub the bean that is called, if it has an {@link OnDisconnected} method
 * @param error why the connection failed, or {@code null} for an orderly end
 */
public record HubDisconnect(HubCaller caller, String hubName, Class<?> hubType, Object hub, @Nullable Throwable error) {

}
