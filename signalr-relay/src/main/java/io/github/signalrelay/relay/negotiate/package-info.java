// SPDX-License-Identifier: Apache-2.0

/**
 * The relay's own negotiation: what a client asks before it connects, and the connections
 * that were promised and not taken yet. Start reading at
 * {@link io.github.signalrelay.relay.negotiate.NegotiateEndpoint}.
 */
@NullMarked
package io.github.signalrelay.relay.negotiate;

import org.jspecify.annotations.NullMarked;
