// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import io.github.signalrelay.protocol.connection.ServiceUrls;
import io.github.signalrelay.protocol.token.AccessTokenIssuer;

/**
 * Relay that a client is sent to.
 *
 * @param urls addresses of the relay and audiences of tokens for it
 * @param issuer signs the token
 */
public record NegotiateTarget(ServiceUrls urls, AccessTokenIssuer issuer) {
}
