// SPDX-License-Identifier: Apache-2.0

/**
 * Server connections: the relay's end of what app servers open, their handshake,
 * keep-alive and every message that they may send.
 */
@NullMarked
package io.github.signalrelay.relay.server;

import org.jspecify.annotations.NullMarked;
