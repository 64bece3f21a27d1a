// SPDX-License-Identifier: Apache-2.0

/**
 * Who may connect: tokens of clients and app servers, origins of browsers, and the parts
 * of a request on which both depend. Start reading at
 * {@link io.github.signalrelay.relay.security.RequestAuthenticator}.
 */
@NullMarked
package io.github.signalrelay.relay.security;

import org.jspecify.annotations.NullMarked;
