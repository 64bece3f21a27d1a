// SPDX-License-Identifier: Apache-2.0

/**
 * One client of a hub, from its handshake to its disconnect callback. Open
 * {@link io.github.signalrelay.hub.connection.HubConnection} first.
 */
@NullMarked
package io.github.signalrelay.hub.connection;

import org.jspecify.annotations.NullMarked;
