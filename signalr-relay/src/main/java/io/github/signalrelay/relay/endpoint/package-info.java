// SPDX-License-Identifier: Apache-2.0

/**
 * What requests for WebSockets become: client connections and server connections. Tokens
 * are checked here, before the upgrade.
 */
@NullMarked
package io.github.signalrelay.relay.endpoint;

import org.jspecify.annotations.NullMarked;
