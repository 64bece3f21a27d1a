// SPDX-License-Identifier: Apache-2.0

/**
 * Parameters of hub methods that the server supplies, and how new kinds of them are
 * added.
 */
@NullMarked
package io.github.signalrelay.hub.binding;

import org.jspecify.annotations.NullMarked;
