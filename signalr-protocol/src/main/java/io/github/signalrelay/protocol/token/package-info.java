// SPDX-License-Identifier: Apache-2.0

/**
 * Access keys and the tokens signed with them. Open
 * {@link io.github.signalrelay.protocol.token.AccessTokenIssuer} and
 * {@link io.github.signalrelay.protocol.token.AccessTokenVerifier}.
 */
@NullMarked
package io.github.signalrelay.protocol.token;

import org.jspecify.annotations.NullMarked;
