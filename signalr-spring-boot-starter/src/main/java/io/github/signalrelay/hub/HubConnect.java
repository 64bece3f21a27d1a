// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub;

/**
 * Connect of a client, as a {@link HubFilter} sees it. Made by the library.
 *
 * @param caller the client
 * @param hubName name of the hub
 * @param hubType class of the hub, not of a proxy around it
 * @param hub the bean that is called, if it has an {@link OnConnected} method
 */
public record HubConnect(HubCaller caller, String hubName, Class<?> hubType, Object hub) {

}
