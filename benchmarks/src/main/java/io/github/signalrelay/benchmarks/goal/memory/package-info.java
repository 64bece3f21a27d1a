// SPDX-License-Identifier: Apache-2.0

/**
 * Goals about memory: what an idle connection takes, and what stays after hours of work.
 */
@NullMarked
package io.github.signalrelay.benchmarks.goal.memory;

import org.jspecify.annotations.NullMarked;
