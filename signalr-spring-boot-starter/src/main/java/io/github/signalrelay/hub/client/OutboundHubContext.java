// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.hub.client;

import io.github.signalrelay.hub.Groups;
import io.github.signalrelay.hub.HubClients;
import io.github.signalrelay.hub.HubContext;

/**
 * Context of a hub for the whole application.
 *
 * @param hub name of the hub
 * @param clients its clients
 * @param groups its groups
 * @param <C> client interface
 */
public record OutboundHubContext<C>(String hub, HubClients<C> clients, Groups groups) implements HubContext<C> {

}
