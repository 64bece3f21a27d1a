// SPDX-License-Identifier: Apache-2.0

/**
 * Micro benchmarks of codecs, frames, indexes and the dispatcher.
 */
@NullMarked
package io.github.signalrelay.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
