// SPDX-License-Identifier: Apache-2.0

/**
 * Stateful reconnect: what makes a client connection outlive the loss of its WebSocket.
 * The relay is the client's peer in this, since it alone knows every message in the order
 * in which the client gets it; app servers take no part.
 */
@NullMarked
package io.github.signalrelay.relay.reconnect;

import org.jspecify.annotations.NullMarked;
