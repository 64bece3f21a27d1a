// SPDX-License-Identifier: Apache-2.0

/**
 * Goals about bad days: clients that do not read, all clients at once, hours of churn.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal.resilience;

import org.jspecify.annotations.NullMarked;
