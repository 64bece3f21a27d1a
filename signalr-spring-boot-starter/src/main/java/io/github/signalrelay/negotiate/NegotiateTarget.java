// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.negotiate;

import io.github.signalrelay.protocol.token.AccessTokenIssuer;

/**
 * Relay that a client is sent to.
 *
 * @param clientEndpoint absolute URI with a slash at the end, in front of {@code client/}
 * @param audienceBase start of the token's audience: scheme and host without port, with a
 * slash at the end (service protocol reference, 4.3)
 * @param issuer signs the token
 */
public record NegotiateTarget(String clientEndpoint, String audienceBase, AccessTokenIssuer issuer) {
}
