// SPDX-License-Identifier: Apache-2.0

/**
 * Service connections over WebSockets: their upgrade, their bytes in both directions and
 * their time-outs. Open {@code WebSocketServiceLinkOpener} first.
 */
@NullMarked
package io.github.signalrelay.service.websocket;

import org.jspecify.annotations.NullMarked;
