// SPDX-License-Identifier: Apache-2.0

/**
 * Calls of one client: their order, their places, streams in both directions, cancels and
 * answers.
 */
@NullMarked
package io.github.signalrelay.hub.call;

import org.jspecify.annotations.NullMarked;
