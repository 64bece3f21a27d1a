// SPDX-License-Identifier: Apache-2.0

/**
 * Sockets and the bytes on them. Reference-counted buffers do not leave this package and
 * those below it, but for the shared frames that a multicast writes.
 */
@NullMarked
package io.github.signalrelay.relay.transport;

import org.jspecify.annotations.NullMarked;
