// SPDX-License-Identifier: Apache-2.0

/**
 * What a hub class looks like, read and checked once at start.
 */
@NullMarked
package io.github.signalrelay.hub.definition;

import org.jspecify.annotations.NullMarked;
