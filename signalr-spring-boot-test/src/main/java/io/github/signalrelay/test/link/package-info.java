// SPDX-License-Identifier: Apache-2.0

/**
 * Client connections to a relay of the same process, without a socket: what a WebSocket
 * carries elsewhere passes here by method call.
 */
@NullMarked
package io.github.signalrelay.test.link;

import org.jspecify.annotations.NullMarked;
