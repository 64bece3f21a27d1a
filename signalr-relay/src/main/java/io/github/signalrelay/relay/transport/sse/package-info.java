// SPDX-License-Identifier: Apache-2.0

/**
 * Server-Sent Events: one endless response to the client, requests with bodies from it.
 * Text only. Start reading at
 * {@link io.github.signalrelay.relay.transport.sse.EventStream}.
 */
@NullMarked
package io.github.signalrelay.relay.transport.sse;

import org.jspecify.annotations.NullMarked;
