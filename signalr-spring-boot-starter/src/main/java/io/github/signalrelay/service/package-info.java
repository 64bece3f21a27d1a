// SPDX-License-Identifier: Apache-2.0

/**
 * App-server SDK: connections to relays or Azure SignalR Service, and what is sent over
 * them. Here are its words and the life cycle of all connections; the parts are the
 * packages below. Open {@code ServiceConnections} first, then
 * {@code routing.HubConnections} and {@code container.ServiceConnectionContainer}.
 */
@NullMarked
package io.github.signalrelay.service;

import org.jspecify.annotations.NullMarked;
