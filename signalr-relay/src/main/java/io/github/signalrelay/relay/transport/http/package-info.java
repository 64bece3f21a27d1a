// SPDX-License-Identifier: Apache-2.0

/**
 * What the transports over plain HTTP requests have in common: the input that clients
 * post, also before they have a transport, and guards of the connections that wait for
 * long responses. Start reading at
 * {@link io.github.signalrelay.relay.transport.http.HttpClientTransport}.
 */
@NullMarked
package io.github.signalrelay.relay.transport.http;

import org.jspecify.annotations.NullMarked;
