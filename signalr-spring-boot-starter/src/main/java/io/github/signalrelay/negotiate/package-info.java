// SPDX-License-Identifier: Apache-2.0

/**
 * Negotiate endpoint of the application: answers each client with the address and token
 * of the relay that it connects to. The core knows no web framework; its adapters are the
 * packages below. Open {@code HubNegotiator} first.
 */
@NullMarked
package io.github.signalrelay.negotiate;

import org.jspecify.annotations.NullMarked;
