// SPDX-License-Identifier: Apache-2.0

/**
 * Client connections: their handshake, their limits and timers, and how they end.
 */
@NullMarked
package io.github.signalrelay.relay.client;

import org.jspecify.annotations.NullMarked;
