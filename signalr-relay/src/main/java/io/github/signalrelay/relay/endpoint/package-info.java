// SPDX-License-Identifier: Apache-2.0

/**
 * What requests for WebSockets, event streams and polls become: client connections and
 * server connections. Tokens are checked here, before anything else. The relay's state of
 * health is asked for here as well.
 */
@NullMarked
package io.github.signalrelay.relay.endpoint;

import org.jspecify.annotations.NullMarked;
