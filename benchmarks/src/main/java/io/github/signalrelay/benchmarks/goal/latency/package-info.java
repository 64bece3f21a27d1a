// SPDX-License-Identifier: Apache-2.0

/**
 * Goals about latency under a load that is given.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal.latency;

import org.jspecify.annotations.NullMarked;
