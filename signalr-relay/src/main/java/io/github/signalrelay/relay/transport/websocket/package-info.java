// SPDX-License-Identifier: Apache-2.0

/**
 * WebSockets straight on Netty's pipeline: the upgrade that takes a connection away from
 * the HTTP server, frames in and out, and the closing handshake. Start reading at
 * {@link io.github.signalrelay.relay.transport.websocket.WebSocketTakeover} and
 * {@link io.github.signalrelay.relay.transport.websocket.WebSocketConnection}.
 */
@NullMarked
package io.github.signalrelay.relay.transport.websocket;

import org.jspecify.annotations.NullMarked;
