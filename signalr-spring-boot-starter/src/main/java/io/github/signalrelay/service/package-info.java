// SPDX-License-Identifier: Apache-2.0

/**
 * App-server SDK: connections to relays or Azure SignalR Service, and what is sent over
 * them. Open {@code HubConnections} first, then {@code ServiceConnectionContainer}.
 */
@NullMarked
package io.github.signalrelay.service;

import org.jspecify.annotations.NullMarked;
