// SPDX-License-Identifier: Apache-2.0

/**
 * What a negotiate request answers: a connection to use, another place to go, or an
 * error. Open {@link io.github.signalrelay.protocol.negotiate.NegotiateResponse}.
 */
@NullMarked
package io.github.signalrelay.protocol.negotiate;

import org.jspecify.annotations.NullMarked;
