// SPDX-License-Identifier: Apache-2.0

/**
 * The relay engine: takes clients in, joins them to the server connections of their hub,
 * and carries messages between the two. Knows Reactor Netty, but not Spring.
 */
@NullMarked
package io.github.signalrelay.relay;

import org.jspecify.annotations.NullMarked;
