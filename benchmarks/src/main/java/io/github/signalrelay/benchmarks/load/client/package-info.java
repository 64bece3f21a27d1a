// SPDX-License-Identifier: Apache-2.0

/**
 * One connection of a client per transport, without an object per message. All of it
 * belongs to the generator's one event loop.
 */
@NullMarked
package io.github.signalrelay.benchmarks.load.client;

import org.jspecify.annotations.NullMarked;
