// SPDX-License-Identifier: Apache-2.0

/**
 * Servers and clients whose figures are known, by a clock that costs no time.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal.simulated;

import org.jspecify.annotations.NullMarked;
