// SPDX-License-Identifier: Apache-2.0

/**
 * The relay as a program of its own.
 */
@NullMarked
package io.github.signalrelay.relay.app;

import org.jspecify.annotations.NullMarked;
