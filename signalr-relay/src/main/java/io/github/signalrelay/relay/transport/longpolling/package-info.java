// SPDX-License-Identifier: Apache-2.0

/**
 * Long polling: one waiting request of the client after the other, each answered with
 * what has gathered. Start reading at
 * {@link io.github.signalrelay.relay.transport.longpolling.LongPolling}.
 */
@NullMarked
package io.github.signalrelay.relay.transport.longpolling;

import org.jspecify.annotations.NullMarked;
