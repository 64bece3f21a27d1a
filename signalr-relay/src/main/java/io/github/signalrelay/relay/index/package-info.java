// SPDX-License-Identifier: Apache-2.0

/**
 * Who is in which group and who belongs to which user: tables that one event loop owns,
 * and beside them the routes that tell which loops have anybody under a name.
 */
@NullMarked
package io.github.signalrelay.relay.index;

import org.jspecify.annotations.NullMarked;
